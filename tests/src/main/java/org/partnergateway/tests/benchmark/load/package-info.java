/**
 * The load generator: a process of its own that keeps a number of connections busy, each with one
 * request at a time, and says how many were answered and how long that took. Knows nothing of what
 * it loads but bytes to send.
 */
@NullMarked
package org.partnergateway.tests.benchmark.load;

import org.jspecify.annotations.NullMarked;
