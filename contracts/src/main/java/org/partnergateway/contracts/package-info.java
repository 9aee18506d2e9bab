/**
 * Reads contracts and enforces them. Knows nothing of Camel, of partners by name, or of the
 * network. The sub-packages stand on each other in this order: {@code json}, {@code definitions},
 * {@code schema}, then {@code http} and {@code events}.
 */
@NullMarked
package org.partnergateway.contracts;

import org.jspecify.annotations.NullMarked;
