package org.partnergateway.tests.benchmark.load;

import java.util.Arrays;

/** Every single latency, in nanoseconds: a run's worth fits into memory, and nothing is rounded. */
final class Latencies {
  private long[] values = new long[1 << 20];
  private int size;
  private boolean sorted;

  void add(long nanos) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = nanos;
  }

  int size() {
    return size;
  }

  /** The latency that this share of the answers did not exceed, in microseconds. */
  long percentile(double share) {
    if (size == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    int index = (int) Math.ceil(share * size) - 1;
    return values[Math.clamp(index, 0, size - 1)] / 1_000;
  }
}
