/** How a benchmark is asked for, and how it tells what came out. */
@NullMarked
package org.partnergateway.tests.benchmark.report;

import org.jspecify.annotations.NullMarked;
