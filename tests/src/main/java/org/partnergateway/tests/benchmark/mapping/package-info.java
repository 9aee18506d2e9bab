/**
 * The mapping of one order, by the gateway's means and by hand. The only place where a mapping
 * stands in Java, to be compared with.
 */
@NullMarked
package org.partnergateway.tests.benchmark.mapping;

import org.jspecify.annotations.NullMarked;
