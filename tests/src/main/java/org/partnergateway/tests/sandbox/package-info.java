/** Starts the gateway with simulated partners and a simulated shop. */
@NullMarked
package org.partnergateway.tests.sandbox;

import org.jspecify.annotations.NullMarked;
