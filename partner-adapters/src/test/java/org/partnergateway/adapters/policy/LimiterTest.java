package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.ManualTime;

class LimiterTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime();

  @ParameterizedTest(name = "{0} per {1} with a burst of {2}")
  @CsvSource({"25, PT1S, 25", "1, PT179S, 20", "2, PT1S, 10", "7, PT1M, 7", "1400, PT10S, 1400"})
  void neverLetsMoreThroughThanTheLimitAllows(int permits, Duration per, int burst)
      throws Exception {
    Limiter limiter = limiter(new RateLimit(permits, per, burst, 10));
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < burst + 3 * permits; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
      moments.add(time.nanos());
    }
    for (int from = 0; from < moments.size(); from++) {
      for (int to = from; to < moments.size(); to++) {
        long window = moments.get(to) - moments.get(from);
        long allowed = burst + window * permits / per.toNanos();
        assertThat(to - from + 1L).isLessThanOrEqualTo(allowed);
      }
    }
  }

  /** What the margin costs: the pace is kept, and the burst but for a reserve. */
  @ParameterizedTest(name = "{0} per {1} with a burst of {2}: {3} at once, {4}% of the pace")
  @CsvSource({
    "25,   PT1S,   25,   20,   99",
    "15,   PT1S,   30,   27,   99",
    "2,    PT1S,   10,   9,    99",
    "1,    PT2S,   30,   29,   99",
    "1,    PT179S, 20,   19,   99",
    "1400, PT10S,  1400, 1372, 99",
    "100,  PT1S,   10,   5,    99",
    "1,    PT1S,   1,    1,    95",
  })
  void keepsToTheLimitLessAMargin(
      int permits, Duration per, int burst, int keptBurst, int percentOfPace) {
    RateLimit kept = Margin.within(new RateLimit(permits, per, burst, 10));
    assertThat(kept.burst()).isEqualTo(keptBurst);
    double pace = (double) per.toNanos() / permits / kept.nanosPerPermit();
    assertThat((int) (pace * 100)).isEqualTo(percentOfPace);
  }

  @Test
  void waitsForTheWholeOfAPenalty() throws Exception {
    Limiter limiter = limiter(null);
    limiter.penalise(Duration.ofSeconds(30));
    limiter.penalise(Duration.ofSeconds(5));
    assertThat(limiter.notBefore()).isEqualTo(ManualTime.START.plusSeconds(30));
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
    assertThat(limiter.notBefore()).isNull();
  }

  @Test
  void refusesAtOnceWhatAPenaltyKeepsOutUntilAfterTheDeadline() {
    Limiter limiter = limiter(null);
    limiter.penalise(Duration.ofSeconds(30));
    RefusedException refused = refusal(limiter, Duration.ofSeconds(29));
    assertThat(refused.refusal().failure()).isEqualTo(Failure.RATE_LIMITED);
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void refusesAtOnceWhoseTurnCannotComeBeforeTheDeadline() throws Exception {
    Limiter limiter = limiter(new RateLimit(1, Duration.ofSeconds(100), 1, 10));
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    RefusedException refused = refusal(limiter, Duration.ofSeconds(10));
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(105));
    assertThat(refused).hasMessageContaining("rate limit of acme");
    assertThat(time.sleeps()).isEmpty();
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void startsFromAnEmptyBucketAfterThePartnerSaysThatItsLimitIsUsedUp() throws Exception {
    Limiter limiter = limiter(new RateLimit(1, Duration.ofSeconds(3), 30, 10));
    limiter.state().refused();
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    // Slower than published, because it was refused.
    assertThat(time.elapsed().toMillis()).isBetween(4_040L, 4_041L);
  }

  @Test
  void leavesAtTheLimitsPaceAfterAPenalty() throws Exception {
    Limiter limiter = limiter(new RateLimit(1, Duration.ofSeconds(1), 3, 10));
    limiter.penalise(Duration.ofSeconds(60));
    for (int i = 0; i < 5; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    }
    assertThat(time.elapsed().toMillis()).isEqualTo(63_030);
  }

  @Test
  void keepsWhatIsUsedUpWhenTheLimitChanges() throws Exception {
    Limiter limiter = limiter(new RateLimit(1, Duration.ofSeconds(10), 6, 10));
    for (int i = 0; i < 5; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    }
    limiter.state().publish(new RateLimit(1, Duration.ofSeconds(5), 6, 10));
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed().toMillis()).isEqualTo(5_050);
  }

  private Limiter limiter(@Nullable RateLimit limit) {
    return new Limiter("acme", limit, time, (name, kept) -> new LocalTokens(kept, time));
  }

  private RefusedException refusal(Limiter limiter, Duration patience) {
    return catchThrowableOfType(
        RefusedException.class, () -> limiter.acquire(Lane.INTERACTIVE, time.in(patience)));
  }
}
