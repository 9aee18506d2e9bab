package org.partnergateway.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Says which connection, counted from 0, meets which fault. */
@FunctionalInterface
public interface FaultPlan {
  Fault of(int connection);

  /** Nothing is broken. */
  static FaultPlan calm() {
    return connection -> new Fault.None();
  }

  /** All connections meet the same fault. */
  static FaultPlan always(Fault fault) {
    return connection -> fault;
  }

  /**
   * A share of the connections meets one of the faults, which ones says the seed: the same
   * connection meets the same in another run.
   *
   * @param share from 0 to 1
   * @param faults each makes one, with what chance says
   */
  static FaultPlan seeded(long seed, double share, List<Function<Random, Fault>> faults) {
    return connection -> {
      Random random = new Random(seed * 31 + connection);
      random.nextInt(); // The first numbers of seeds that are close are close themselves.
      return random.nextDouble() < share
          ? faults.get(random.nextInt(faults.size())).apply(random)
          : new Fault.None();
    };
  }

  /** All faults that a partner which takes no repeats may be met with: nothing is sent twice. */
  static List<Function<Random, Fault>> ofPartners() {
    return List.of(
        random -> new Fault.Delay(Fault.Way.ANSWER, Duration.ofMillis(random.nextInt(50, 1_500))),
        random -> new Fault.Cut(Fault.Way.REQUEST, random.nextInt(0, 3_000)),
        random -> new Fault.Cut(Fault.Way.ANSWER, random.nextInt(0, 20_000)),
        random -> new Fault.HalfClose(random.nextInt(0, 5_000)),
        random -> new Fault.Blackhole(),
        random -> new Fault.Slow(Fault.Way.ANSWER, 200, Duration.ofMillis(20)));
  }
}
