package org.partnergateway.tests.benchmark.load;

import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param answered requests answered with a 2xx, those of the warm-up among them
 * @param perSecond answers a second while it was measured
 * @param p50Micros half of them took at most so many microseconds
 * @param p99Micros 99 of 100 took at most so many microseconds
 * @param failure why the run was broken off; null when all went well
 */
public record LoadResult(
    long answered, double perSecond, long p50Micros, long p99Micros, @Nullable String failure) {

  static LoadResult failed(String failure) {
    return new LoadResult(0, 0, 0, 0, failure);
  }
}
