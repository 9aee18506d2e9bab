package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.ManualTime;

@Timeout(30)
class LimiterTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime();

  @ParameterizedTest(name = "{0} per {1} with a burst of {2}")
  @CsvSource({"25, PT1S, 25", "1, PT179S, 20", "2, PT1S, 10", "7, PT1M, 7", "1400, PT10S, 1400"})
  void neverLetsMoreThroughThanTheLimitAllows(int permits, Duration per, int burst)
      throws Exception {
    RateLimit limit = new RateLimit(permits, per, burst, 10);
    Limiter limiter = new Limiter("acme", limit, time);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < burst + 3 * permits; i++) {
      limiter.acquire(time.in(DAY));
      moments.add(time.nanos());
    }
    for (int from = 0; from < moments.size(); from++) {
      for (int to = from; to < moments.size(); to++) {
        long window = moments.get(to) - moments.get(from);
        long allowed = burst + window * permits / per.toNanos() + 1;
        assertThat(to - from + 1L).isLessThanOrEqualTo(allowed);
      }
    }
    assertThat(time.elapsed()).isBetween(per.multipliedBy(3), per.multipliedBy(3).plusMillis(10));
  }

  @Test
  void servesThoseWhoWaitInTheOrderInWhichTheyCame() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    ManualTime gated =
        new ManualTime() {
          @Override
          public void sleep(Duration duration) throws InterruptedException {
            gate.await();
            super.sleep(duration);
          }
        };
    Limiter limiter = new Limiter("acme", new RateLimit(1, Duration.ofSeconds(1), 1, 100), gated);
    limiter.acquire(gated.in(DAY));
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  limiter.acquire(gated.in(DAY));
                  served.add(number);
                } catch (RefusedException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              }));
      while (limiter.waiting() < i + 1) {
        Thread.onSpinWait();
      }
    }
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served).isSorted().hasSize(20);
    assertThat(gated.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_010));
  }

  @Test
  void waitsForTheWholeOfAPenalty() throws Exception {
    Limiter limiter = new Limiter("acme", null, time);
    limiter.penalise(Duration.ofSeconds(30));
    limiter.penalise(Duration.ofSeconds(5));
    limiter.acquire(time.in(DAY));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void refusesAtOnceWhatAPenaltyKeepsOutUntilAfterTheDeadline() {
    Limiter limiter = new Limiter("acme", null, time);
    limiter.penalise(Duration.ofSeconds(30));
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> limiter.acquire(time.in(Duration.ofSeconds(29))));
    assertThat(refused.refusal().failure()).isEqualTo(Failure.RATE_LIMITED);
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void refusesAtOnceWhoseTurnCannotComeBeforeTheDeadline() throws Exception {
    Limiter limiter = new Limiter("acme", new RateLimit(1, Duration.ofSeconds(179), 1, 10), time);
    limiter.acquire(time.in(DAY));
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> limiter.acquire(time.in(Duration.ofSeconds(10))));
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(179));
    assertThat(refused).hasMessageContaining("rate limit of acme");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void startsFromAnEmptyBucketAfterThePartnerSaysThatItsLimitIsUsedUp() throws Exception {
    Limiter limiter = new Limiter("acme", new RateLimit(1, Duration.ofSeconds(2), 30, 10), time);
    limiter.exhausted();
    limiter.acquire(time.in(DAY));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void leavesAtTheLimitsPaceAfterAPenalty() throws Exception {
    Limiter limiter = new Limiter("acme", new RateLimit(1, Duration.ofSeconds(1), 2, 10), time);
    limiter.penalise(Duration.ofSeconds(60));
    for (int i = 0; i < 5; i++) {
      limiter.acquire(time.in(DAY));
    }
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(63));
  }

  @Test
  void keepsWhatIsUsedUpWhenTheLimitChanges() throws Exception {
    Limiter limiter = new Limiter("acme", new RateLimit(1, Duration.ofSeconds(10), 5, 10), time);
    for (int i = 0; i < 5; i++) {
      limiter.acquire(time.in(DAY));
    }
    limiter.reconfigure(new RateLimit(1, Duration.ofSeconds(5), 5, 10));
    limiter.acquire(time.in(DAY));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }
}
