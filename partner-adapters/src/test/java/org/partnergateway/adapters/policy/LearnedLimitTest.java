package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.policy.Heard.Quota;
import org.partnergateway.adapters.policy.Heard.Remaining;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.ManualTime;

/** What a limiter makes of its partner's answers. */
class LearnedLimitTest {
  private static final RateLimit PUBLISHED = new RateLimit(1, Duration.ofSeconds(2), 30, 10);
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime();
  private final Limiter limiter = limiter(PUBLISHED);

  /** A rate of the partner's own header, over one call in two seconds. */
  @ParameterizedTest(name = "{0} a second -> one call in {1}")
  @CsvSource({
    "5,        PT0.2S",
    "0.1,      PT10S",
    "0.0167,   PT59.880239521S",
    "0.5,      ",
    "0.501,    ",
    "0.0001,   ",
    "20000,    ",
  })
  void learnsARateUpwardAndDownwardWhereItIsAnotherAndSane(
      double perSecond, @Nullable Duration interval) {
    heard(perSecond);
    RateLimit learned = limiter.state().learned();
    assertThat(learned == null ? null : Duration.ofNanos(learned.nanosPerPermit()))
        .isEqualTo(interval);
    assertThat(learned == null ? 30 : learned.burst()).isEqualTo(30);
  }

  @Test
  void keepsToALearnedRateForADayAndThenToThePublishedOne() throws Exception {
    heard(0.1);
    for (int i = 0; i < 29; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    }
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed().toMillis()).isEqualTo(10_100);
    time.advance(DAY);
    limiter.state().review();
    assertThat(limiter.state().learned()).isNull();
    assertThat(limiter.state().kept()).isEqualTo(Margin.within(PUBLISHED));
  }

  @Test
  void goesFasterAtOnceWhereItLearnsUpward() throws Exception {
    for (int i = 0; i < 29; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    }
    heard(10);
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed().toMillis()).isEqualTo(101);
  }

  @Test
  void knowsNoLimitUntilThePartnerTellsOne() throws Exception {
    Limiter unlimited = limiter(null);
    assertThat(unlimited.state().kept()).isNull();
    unlimited.heard(new Heard(null, null, new Quota(100, Duration.ofSeconds(10)), null), 1);
    RateLimit learned = Objects.requireNonNull(unlimited.state().learned());
    // 5 at once, and so many more that no window of ten seconds, wherever it begins, has above 100.
    assertThat(learned.burst()).isEqualTo(5);
    assertThat(learned.permits()).isEqualTo(96);
    assertThat(learned.per()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void neverSendsMoreThanAQuotaIntoAnyWindow() throws Exception {
    Limiter quota = limiter(null);
    quota.heard(new Heard(null, null, new Quota(60, Duration.ofSeconds(60)), null), 1);
    long[] moments = new long[300];
    for (int i = 0; i < moments.length; i++) {
      quota.acquire(Lane.INTERACTIVE, time.in(DAY));
      moments[i] = time.nanos();
    }
    for (int i = 60; i < moments.length; i++) {
      assertThat(moments[i] - moments[i - 60]).isGreaterThan(Duration.ofSeconds(60).toNanos());
    }
    assertThat(time.elapsed()).as("95%% of it are used").isLessThan(Duration.ofSeconds(316));
  }

  @Test
  void callsNobodyUntilAQuotaThatIsUsedUpIsReset() throws Exception {
    limiter.heard(new Heard(null, null, null, new Remaining(0, Duration.ofSeconds(42))), 1);
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void sendsNoMoreAtOnceThanThePartnerSaysAreLeftLessThoseUnderWay() throws Exception {
    limiter.heard(new Heard(null, null, null, new Remaining(7, Duration.ZERO)), 3);
    for (int i = 0; i < 4; i++) {
      limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    }
    assertThat(time.elapsed()).isZero();
    limiter.acquire(Lane.INTERACTIVE, time.in(DAY));
    assertThat(time.elapsed()).isPositive();
  }

  @Test
  void goesSlowerAfterRefusalsAndRecoversMinuteByMinute() {
    LimitState state = limiter.state();
    state.refused();
    state.refused();
    assertThat(state.pace()).as("two at a time are one").isEqualTo(0.75);
    time.advance(Duration.ofSeconds(1));
    state.refused();
    assertThat(state.pace()).isEqualTo(0.5625);
    time.advance(Duration.ofMinutes(1));
    assertThat(state.pace()).isEqualTo(0.75);
    time.advance(Duration.ofMinutes(1));
    state.review();
    assertThat(state.kept()).isEqualTo(Margin.within(PUBLISHED));
    for (int i = 0; i < 20; i++) {
      time.advance(Duration.ofSeconds(1));
      state.refused();
    }
    assertThat(state.pace()).isEqualTo(0.125);
  }

  private void heard(double perSecond) {
    limiter.heard(new Heard(null, perSecond, null, null), 1);
  }

  private Limiter limiter(@Nullable RateLimit limit) {
    return new Limiter("acme", limit, time, (name, kept) -> new LocalTokens(kept, time));
  }
}
