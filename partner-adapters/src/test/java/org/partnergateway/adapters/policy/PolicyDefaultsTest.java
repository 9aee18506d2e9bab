package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.partnergateway.adapters.definition.PolicyBases;

/** The one place that states every default of a policy. */
class PolicyDefaultsTest {
  private final Policy policy = PolicyBases.builtIn().standard();

  @Test
  void waitsTwoSecondsForAConnectionAndTenForAnAnswer() {
    assertThat(policy.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.timeouts().response()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void limitsNoRateThatAPartnerHasNotPublishedAndLetsAThousandCallsWaitWhereItHas() {
    assertThat(policy.rateLimit()).isNull();
    assertThat(Policy.RateLimit.DEFAULT_MAX_WAITING).isEqualTo(1_000);
  }

  @Test
  void opensTheBreakerAtHalfOfTenCallsOrFiveFailuresInARow() {
    assertThat(policy.breaker().window()).isEqualTo(10);
    assertThat(policy.breaker().failurePercent()).isEqualTo(50);
    assertThat(policy.breaker().inARow()).isEqualTo(5);
  }

  @Test
  void keepsTheBreakerOpenForTenSecondsDoublingUpToFiveMinutesThenProbesThreeTimes() {
    assertThat(policy.breaker().open()).isEqualTo(Duration.ofSeconds(10));
    assertThat(policy.breaker().growth()).isEqualTo(2);
    assertThat(policy.breaker().openCap()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.breaker().probes()).isEqualTo(3);
  }

  @Test
  void letsSixtyFourCallsRunAndFourTimesThatWait() {
    assertThat(policy.bulkhead().maxConcurrent()).isEqualTo(64);
    assertThat(policy.bulkhead().maxWaiting()).isEqualTo(256);
  }

  @Test
  void asksThreeTimesWithPausesOfUpToAHundredMillisecondsDoublingUpToTwoSeconds() {
    assertThat(policy.retry().attempts()).isEqualTo(3);
    assertThat(policy.retry().base()).isEqualTo(Duration.ofMillis(100));
    assertThat(policy.retry().cap()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void hasTwoMoreBasesThatDifferFromTheStandardOneOnlyInThis() {
    PolicyBases bases = PolicyBases.builtIn();
    assertThat(bases.find("payments"))
        .isEqualTo(
            new Policy(
                new Policy.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(15)),
                null,
                new Policy.BreakerSettings(
                    10, 50, 5, Duration.ofSeconds(5), 2, Duration.ofMinutes(2), 3),
                policy.bulkhead(),
                policy.retry(),
                null,
                policy.durableRetry()));
    assertThat(bases.find("quiet"))
        .isEqualTo(
            new Policy(
                policy.timeouts(),
                null,
                new Policy.BreakerSettings(
                    4, 50, 2, Duration.ofMinutes(1), 2, Duration.ofMinutes(30), 1),
                new Policy.BulkheadSettings(4, 64),
                policy.retry(),
                null,
                policy.durableRetry()));
  }

  @Test
  void knowsNoHeaderOfAPartnersOwn() {
    assertThat(policy.rateHeader()).isNull();
  }

  @Test
  void triesFiveTimesMoreOverTwoAndAHalfHoursAndWaitsForItsOwnLimitsADay() {
    assertThat(policy.durableRetry().after())
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));
    assertThat(policy.durableRetry().jitterPercent()).isEqualTo(20);
    assertThat(policy.durableRetry().giveUpAfter()).isEqualTo(Duration.ofHours(24));
  }
}
