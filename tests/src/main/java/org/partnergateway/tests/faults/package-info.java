/**
 * Faults made on purpose: a proxy that stands between a gateway and whoever it talks to, and plans
 * that say which connection meets which fault. Knows nothing of HTTP or of the product.
 */
@NullMarked
package org.partnergateway.tests.faults;

import org.jspecify.annotations.NullMarked;
