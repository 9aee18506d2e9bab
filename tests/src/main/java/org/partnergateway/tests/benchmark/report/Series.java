package org.partnergateway.tests.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** The same thing measured several times. */
public record Series(List<Double> values) {
  /** At least one value. */
  public Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = List.copyOf(values);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  public double least() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  public double most() {
    return values.stream().max(Double::compare).orElseThrow();
  }

  /** Each of these by that one which was measured in the same round. */
  public Series dividedBy(Series other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return new Series(ratios);
  }
}
