/**
 * Clock, stopwatch and deadlines in one seam, so that tests drive time instead of waiting for it.
 */
@NullMarked
package org.partnergateway.adapters.time;

import org.jspecify.annotations.NullMarked;
