package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyGuard.Permit;
import org.partnergateway.adapters.time.ManualTime;

class PolicyGuardTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final PolicyRegistry registry = new PolicyRegistry(time);

  @Test
  void answersAtOnceWhileTheBreakerIsOpenAndTakesNothingFromTheLimit() throws Exception {
    Policy policy = policy(new RateLimit(1, MINUTE, 6, 10), 64);
    PolicyGuard guard = registry.guard("acme", null, "default", policy);
    for (int i = 0; i < 5; i++) {
      guard.enter(time.in(MINUTE)).end(Failure.UNAVAILABLE, null);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(refusal(guard, MINUTE).retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }
    assertThat(time.sleeps()).isEmpty();
    time.advance(Duration.ofSeconds(10));
    guard.enter(time.in(MINUTE)).end(null, null);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void refusesWhatIsLateAlready() {
    PolicyGuard guard = registry.guard("acme", null, "default", Policy.DEFAULT);
    assertThat(refusal(guard, Duration.ZERO).failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void refusesMoreCallsThanTheBulkheadHolds() throws Exception {
    Policy policy = policy(null, 2);
    PolicyGuard guard = registry.guard("acme", null, "default", policy);
    Permit first = guard.enter(time.in(MINUTE));
    guard.enter(time.in(MINUTE));
    assertThat(refusal(guard, MINUTE).detail()).contains("2 calls to acme/default are under way");
    first.end(null, null);
    guard.enter(time.in(MINUTE)).end(null, null);
  }

  @Test
  void sharesBreakerAndBulkheadInAGroupAndKeepsOtherGroupsOutOfIt() throws Exception {
    PolicyGuard book = registry.guard("acme", null, "shipping", Policy.DEFAULT);
    PolicyGuard voided = registry.guard("acme", null, "shipping", Policy.DEFAULT);
    PolicyGuard track = registry.guard("acme", null, "tracking", Policy.DEFAULT);
    for (int i = 0; i < 5; i++) {
      book.enter(time.in(MINUTE)).end(Failure.OUTCOME_UNKNOWN, null);
    }
    assertThat(refusal(voided, MINUTE).detail()).contains("acme/shipping is open");
    track.enter(time.in(MINUTE)).end(null, null);
  }

  @Test
  void remembersAcrossAReloadThatAPartnerIsDownAndItsLimitUsedUp() throws Exception {
    Policy policy = policy(new RateLimit(1, MINUTE, 5, 10), 64);
    PolicyGuard before = registry.guard("acme", "search", "default", policy);
    for (int i = 0; i < 5; i++) {
      before.enter(time.in(MINUTE)).end(Failure.UNAVAILABLE, null);
    }
    PolicyGuard after = registry.guard("acme", "search", "default", policy);
    assertThat(refusal(after, MINUTE).detail()).contains("open");
    time.advance(Duration.ofSeconds(10));
    after.enter(time.in(MINUTE)).end(null, null);
    assertThat(time.elapsed()).isEqualTo(MINUTE);
  }

  @Test
  void keepsEveryCallOfTheLimitOutUntilARetryAfterIsOver() throws Exception {
    PolicyGuard guard = registry.guard("acme", null, "default", Policy.DEFAULT);
    guard.enter(time.in(MINUTE)).end(Failure.RATE_LIMITED, Duration.ofSeconds(40));
    PolicyGuard other = registry.guard("acme", null, "other", Policy.DEFAULT);
    assertThat(refusal(other, Duration.ofSeconds(39)).failure()).isEqualTo(Failure.RATE_LIMITED);
    other.enter(time.in(MINUTE));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(40));
  }

  private Refusal refusal(PolicyGuard guard, Duration left) {
    return catchThrowableOfType(RefusedException.class, () -> guard.enter(time.in(left))).refusal();
  }

  private static Policy policy(@org.jspecify.annotations.Nullable RateLimit limit, int concurrent) {
    return new Policy(
        Policy.DEFAULT.timeouts(),
        limit,
        Policy.DEFAULT.breaker(),
        new BulkheadSettings(concurrent, 0),
        Policy.DEFAULT.retry(),
        Policy.DEFAULT.durableRetry());
  }
}
