/**
 * Simulated partners: honest about protocol, limits, idempotency and errors, and counting what took
 * effect. Knows nothing of the gateway but the addresses that a partner would be told.
 */
@NullMarked
package org.partnergateway.tests.simulators;

import org.jspecify.annotations.NullMarked;
