/** Reads contracts and enforces them. Knows nothing of Camel, of partners by name, or of I/O. */
@NullMarked
package org.partnergateway.contracts;

import org.jspecify.annotations.NullMarked;
