/**
 * A simulated internal service: fulfils orders with the canonical API and its events alone, as any
 * shop would. Knows nothing of partners or of the gateway's inside.
 */
@NullMarked
package org.partnergateway.tests.shop;

import org.jspecify.annotations.NullMarked;
