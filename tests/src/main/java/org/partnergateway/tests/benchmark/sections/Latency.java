package org.partnergateway.tests.benchmark.sections;

import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;

/** How long answers took, in words. */
final class Latency {
  private Latency() {}

  /** Medians of the rounds. */
  static String describe(List<LoadResult> rounds) {
    double p50 =
        new Series(rounds.stream().map(one -> one.p50Micros() / 1_000.0).toList()).median();
    double p99 =
        new Series(rounds.stream().map(one -> one.p99Micros() / 1_000.0).toList()).median();
    return "half within %s ms, 99 of 100 within %s ms"
        .formatted(Report.number(p50), Report.number(p99));
  }
}
