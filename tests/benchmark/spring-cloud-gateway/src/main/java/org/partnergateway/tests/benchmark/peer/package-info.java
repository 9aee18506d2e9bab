/** What the gateway is compared with. */
@NullMarked
package org.partnergateway.tests.benchmark.peer;

import org.jspecify.annotations.NullMarked;
