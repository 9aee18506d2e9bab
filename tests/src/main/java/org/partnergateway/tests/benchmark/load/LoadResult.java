package org.partnergateway.tests.benchmark.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param answered requests answered with a 2xx, those of the warm-up among them
 * @param perSecond answers a second while it was measured
 * @param p50Micros half of them took at most so many microseconds
 * @param p99Micros 99 of 100 took at most so many microseconds
 * @param refused answers with 429 or 503, in an open loop
 * @param refusedP99Micros 99 of 100 of those took at most so many microseconds from their sending
 * @param failed answers that are neither, and connections that broke, in an open loop
 * @param unsent requests that fell due and found no connection until the end, in an open loop
 * @param lastBadMillis when, from the beginning, the last answer came that was no 2xx or took
 *     longer than a second; 0 when none did
 * @param failure why the run was broken off; null when all went well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadResult(
    long answered,
    double perSecond,
    long p50Micros,
    long p99Micros,
    long refused,
    long refusedP99Micros,
    long failed,
    long unsent,
    long lastBadMillis,
    @Nullable String failure) {

  static LoadResult failed(String failure) {
    return new LoadResult(0, 0, 0, 0, 0, 0, 0, 0, 0, failure);
  }
}
