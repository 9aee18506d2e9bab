/** A retailer that buys by EDI, as a simulated partner. */
@NullMarked
package org.partnergateway.tests.simulators.edi;

import org.jspecify.annotations.NullMarked;
