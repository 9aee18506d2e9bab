/** A partner that answers fixed bytes as fast as it can, in a process of its own. */
@NullMarked
package org.partnergateway.tests.benchmark.stub;

import org.jspecify.annotations.NullMarked;
