package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.RetryPolicy.FailedAttempt;
import org.partnergateway.adapters.time.ManualTime;

class RetryPolicyTest {
  private final ManualTime time = new ManualTime();
  private final RetryBudget budget = new RetryBudget();
  private final RetryPolicy longest =
      new RetryPolicy(PolicyBases.builtIn().standard().retry(), budget, most -> most - 1, time);

  @ParameterizedTest(name = "{0} {1}, maybe sent: {2}, key honoured: {3} -> repeated: {4}")
  @CsvSource({
    "READ,  UNAVAILABLE,        true,  false, true",
    "READ,  RATE_LIMITED,       true,  false, true",
    "READ,  INVALID_REQUEST,    true,  false, false",
    "READ,  UNAUTHORIZED,       true,  false, false",
    "READ,  CONTRACT_VIOLATION, true,  false, false",
    "WRITE, UNAVAILABLE,        false, false, true",
    "WRITE, UNAVAILABLE,        true,  false, false",
    "WRITE, UNAVAILABLE,        true,  true,  true",
    "WRITE, RATE_LIMITED,       true,  false, true",
    "WRITE, OUTCOME_UNKNOWN,    true,  false, false",
    "WRITE, OUTCOME_UNKNOWN,    true,  true,  true",
    "WRITE, DECLINED,           true,  true,  false",
    "WRITE, INVALID_REQUEST,    true,  true,  false",
    "WRITE, CONTRACT_VIOLATION, true,  true,  false",
  })
  void repeatsOnlyWhatDoesNoHarm(
      Effect effect, Failure failure, boolean maybeSent, boolean keyed, boolean repeated) {
    FailedAttempt attempt = new FailedAttempt(1, failure, effect, maybeSent, keyed, null);
    assertThat(longest.pause(attempt, time.in(Duration.ofMinutes(1))) != null).isEqualTo(repeated);
  }

  @Test
  void doublesTheUpperBoundOfThePauseUpToItsCap() {
    Policy.RetrySettings many =
        new Policy.RetrySettings(10, Duration.ofMillis(100), Duration.ofSeconds(2));
    RetryPolicy policy = new RetryPolicy(many, budget, most -> most, time);
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(n -> pause(policy, n, null, 60)))
        .containsExactly(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            Duration.ofMillis(1600),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
  }

  @Test
  void givesUpAfterThreeAttempts() {
    assertThat(pause(longest, 2, null, 60)).isNotNull();
    assertThat(pause(longest, 3, null, 60)).isNull();
  }

  @Test
  void waitsAsLongAsThePartnerAsksOrNotAtAll() {
    assertThat(pause(longest, 1, Duration.ofSeconds(30), 60)).isEqualTo(Duration.ofSeconds(30));
    assertThat(pause(longest, 1, Duration.ofSeconds(30), 30)).isNull();
  }

  @Test
  void repeatsATenthOfThePartnersCallsAtMost() {
    int before =
        IntStream.range(0, 100).map(i -> pause(longest, 1, null, 60) == null ? 0 : 1).sum();
    assertThat(before).isEqualTo(10);
    int repeats = 0;
    for (int i = 0; i < 1_000; i++) {
      budget.called();
      repeats += pause(longest, 1, null, 60) == null ? 0 : 1;
    }
    assertThat(repeats).isEqualTo(100);
  }

  private @Nullable Duration pause(
      RetryPolicy policy, int attempt, @Nullable Duration retryAfter, int secondsLeft) {
    return policy.pause(
        new FailedAttempt(attempt, Failure.UNAVAILABLE, Effect.READ, true, false, retryAfter),
        time.in(Duration.ofSeconds(secondsLeft)));
  }
}
