package org.partnergateway.tests.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.policy.Heard;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyGuard;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.tests.simulators.RateLimitMeter;

/**
 * Published limits under saturation, counted where the partner counts: when calls arrive, each
 * after another time on its way.
 */
class FarEndLimitTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final PolicyRegistry registry = new PolicyRegistry(time);
  private final Random random = new Random(7);

  /** The limits that partners publish, and how much later one call may arrive than another. */
  @ParameterizedTest(name = "{0} per {1}, burst {2}, up to {3} on the way")
  @CsvSource({
    "25,   PT1S,   25,   PT0.2S",
    "100,  PT1S,   100,  PT0.2S",
    "15,   PT1S,   30,   PT0.2S",
    "2,    PT1S,   10,   PT0.2S",
    "1,    PT2S,   30,   PT0.2S",
    "1,    PT179S, 20,   PT0.2S",
    "1400, PT10S,  1400, PT0.2S",
    "25,   PT60S,  25,   PT0.2S",
    "7,    PT60S,  7,    PT0.2S",
    "5,    PT1S,   10,   PT0.2S",
    "1,    PT4S,   1,    PT0.15S",
    "1,    PT60S,  1,    PT0.2S",
    "100,  PT1S,   10,   PT0.05S",
  })
  void thePartnerSeesItsLimitUsedAndNeverExceeded(
      int permits, Duration per, int burst, Duration jitter) throws Exception {
    PolicyGuard guard =
        registry.guard("acme", null, "default", policy(new RateLimit(permits, per, burst, 100)));
    int rounds = Math.max(40, 2_000 / permits);
    int calls = burst + rounds * permits;
    PriorityQueue<Instant> arrivals = new PriorityQueue<>();
    for (int i = 0; i < calls; i++) {
      guard.enter(Lane.INTERACTIVE, Deadline.in(DAY, time)).end(null, Heard.NOTHING);
      arrivals.add(time.instant().plus(onTheWay(jitter)));
    }

    Instant[] now = {time.instant().minus(Duration.ofNanos(time.nanos()))};
    RateLimitMeter meter = new RateLimitMeter(() -> now[0], permits, per, burst);
    int refused = 0;
    for (Instant arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      now[0] = arrival;
      refused += meter.admit() ? 0 : 1;
    }
    assertThat(refused).as("calls beyond the limit").isZero();
    double allowed = burst + (double) time.nanos() / per.toNanos() * permits;
    assertThat(calls / allowed).as("share of the limit that is used").isGreaterThanOrEqualTo(0.95);
  }

  /**
   * For a while all calls are held up as long as any may be, then all come at once or nearly: that
   * is when they arrive closest together.
   */
  private Duration onTheWay(Duration jitter) {
    boolean heldUp = time.nanos() / (5 * jitter.toNanos()) % 2 == 0;
    long most = jitter.toNanos();
    return Duration.ofNanos(heldUp ? most - 1 : random.nextLong(most / 10));
  }

  /** The granted rate is another than the published one, and each answer says so. */
  @ParameterizedTest(name = "published {0} a second, granted {1}")
  @CsvSource({"0.5, 5", "0.5, 0.05", "10, 2"})
  void aRateThatThePartnerTellsIsUsedAndNeverExceeded(double published, double granted)
      throws Exception {
    Duration interval = Duration.ofNanos((long) (1e9 / published));
    PolicyGuard guard =
        registry.guard("acme", null, "default", policy(new RateLimit(1, interval, 10, 100)));
    RateLimitMeter meter = new RateLimitMeter(time, granted, Duration.ofSeconds(1), 10);
    int calls = 300;
    for (int i = 0; i < calls; i++) {
      PolicyGuard.Permit permit = guard.enter(Lane.BULK, Deadline.in(DAY, time));
      assertThat(meter.admit()).as("call %d", i).isTrue();
      permit.end(null, new Heard(null, granted, null, null));
    }
    double allowed = 10 + time.nanos() / 1e9 * granted;
    assertThat(calls / allowed).as("share of the limit that is used").isGreaterThanOrEqualTo(0.95);
  }

  private static Policy policy(RateLimit limit) {
    Policy standard = PolicyBases.builtIn().standard();
    return new Policy(
        standard.timeouts(),
        limit,
        standard.breaker(),
        standard.bulkhead(),
        standard.retry(),
        null,
        standard.durableRetry());
  }
}
