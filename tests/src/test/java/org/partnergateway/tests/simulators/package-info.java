/** Shows that the simulated partners keep the promises of the real ones. */
@NullMarked
package org.partnergateway.tests.simulators;

import org.jspecify.annotations.NullMarked;
