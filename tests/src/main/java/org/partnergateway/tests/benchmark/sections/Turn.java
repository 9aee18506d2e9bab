package org.partnergateway.tests.benchmark.sections;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;

/**
 * One server's turn.
 *
 * @param cpuMicros processor time that the server used for each answer, in microseconds
 */
record Turn(LoadResult result, double cpuMicros) {

  /** How long answers took and what they cost, in words; medians of the turns. */
  static String describe(List<Turn> turns) {
    return "half within %s ms, 99 of 100 within %s ms; %s µs of processor time each"
        .formatted(
            median(turns, turn -> turn.result.p50Micros() / 1_000.0),
            median(turns, turn -> turn.result.p99Micros() / 1_000.0),
            median(turns, Turn::cpuMicros));
  }

  private static String median(List<Turn> turns, ToDoubleFunction<Turn> value) {
    return Report.number(new Series(turns.stream().mapToDouble(value).boxed().toList()).median());
  }
}
