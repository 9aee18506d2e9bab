package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyGuard.Permit;
import org.partnergateway.adapters.time.ManualTime;

class PolicyGuardTest {
  private static final Policy STANDARD = PolicyBases.builtIn().standard();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final PolicyRegistry registry = new PolicyRegistry(time);

  @Test
  void answersAtOnceWhileTheBreakerIsOpenAndTakesNothingFromTheLimit() throws Exception {
    Policy policy = policy(new RateLimit(1, MINUTE, 7, 10), 64);
    PolicyGuard guard = registry.guard("acme", null, "default", policy);
    for (int i = 0; i < 5; i++) {
      guard.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(Failure.UNAVAILABLE, Heard.NOTHING);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(refusal(guard, MINUTE).retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }
    assertThat(time.sleeps()).isEmpty();
    time.advance(Duration.ofSeconds(10));
    guard.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(null, Heard.NOTHING);
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void refusesWhatIsLateAlready() {
    PolicyGuard guard = registry.guard("acme", null, "default", STANDARD);
    assertThat(refusal(guard, Duration.ZERO).failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void refusesMoreCallsThanTheBulkheadHolds() throws Exception {
    Policy policy = policy(null, 2);
    PolicyGuard guard = registry.guard("acme", null, "default", policy);
    Permit first = guard.enter(Lane.INTERACTIVE, time.in(MINUTE));
    guard.enter(Lane.INTERACTIVE, time.in(MINUTE));
    assertThat(refusal(guard, MINUTE).detail()).contains("2 calls to acme/default are under way");
    first.end(null, Heard.NOTHING);
    guard.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(null, Heard.NOTHING);
  }

  @Test
  void sharesBreakerAndBulkheadInAGroupAndKeepsOtherGroupsOutOfIt() throws Exception {
    PolicyGuard book = registry.guard("acme", null, "shipping", STANDARD);
    PolicyGuard voided = registry.guard("acme", null, "shipping", STANDARD);
    PolicyGuard track = registry.guard("acme", null, "tracking", STANDARD);
    for (int i = 0; i < 5; i++) {
      book.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(Failure.OUTCOME_UNKNOWN, Heard.NOTHING);
    }
    assertThat(refusal(voided, MINUTE).detail()).contains("acme/shipping is open");
    track.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(null, Heard.NOTHING);
  }

  @Test
  void remembersAcrossAReloadThatAPartnerIsDownAndItsLimitUsedUp() throws Exception {
    Policy policy = policy(new RateLimit(1, MINUTE, 6, 10), 64);
    PolicyGuard before = registry.guard("acme", "search", "default", policy);
    for (int i = 0; i < 5; i++) {
      before.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(Failure.UNAVAILABLE, Heard.NOTHING);
    }
    PolicyGuard after = registry.guard("acme", "search", "default", policy);
    assertThat(refusal(after, MINUTE).detail()).contains("open");
    time.advance(Duration.ofSeconds(10));
    after.enter(Lane.INTERACTIVE, time.in(MINUTE.multipliedBy(2))).end(null, Heard.NOTHING);
    // A hundredth slower than published.
    assertThat(time.elapsed().toMillis()).isEqualTo(60_600);
  }

  @Test
  void keepsEveryCallOfTheLimitOutUntilARetryAfterIsOver() throws Exception {
    PolicyGuard guard = registry.guard("acme", null, "default", STANDARD);
    guard
        .enter(Lane.INTERACTIVE, time.in(MINUTE))
        .end(Failure.RATE_LIMITED, Heard.NOTHING.withRetryAfter(Duration.ofSeconds(40)));
    PolicyGuard other = registry.guard("acme", null, "other", STANDARD);
    assertThat(refusal(other, Duration.ofSeconds(39)).failure()).isEqualTo(Failure.RATE_LIMITED);
    other.enter(Lane.INTERACTIVE, time.in(MINUTE));
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(40));
  }

  /** A token that waited with its call would leave together with those of a later time. */
  @Test
  void countsACallAgainstTheLimitWhenItLeavesAndNotWhenItBeginsToWaitForAPlace() throws Exception {
    Policy policy =
        new Policy(
            STANDARD.timeouts(),
            new RateLimit(10, Duration.ofSeconds(1), 22, 100),
            STANDARD.breaker(),
            new BulkheadSettings(10, 100),
            STANDARD.retry(),
            null,
            STANDARD.durableRetry());
    PolicyGuard guard = registry.guard("acme", null, "default", policy);
    List<Permit> hung = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      hung.add(guard.enter(Lane.INTERACTIVE, time.in(MINUTE)));
    }
    List<Long> left = Collections.synchronizedList(new ArrayList<>());
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(Thread.startVirtualThread(() -> passThrough(guard, left)));
      while (registry.bulkhead("acme/default").waiting() < i + 1) {
        Thread.onSpinWait();
      }
    }
    // Long enough for the bucket to be full again.
    time.advance(Duration.ofSeconds(5));
    for (Permit permit : hung) {
      permit.end(Failure.INVALID_REQUEST, Heard.NOTHING);
    }
    for (Thread thread : waiting) {
      thread.join();
    }
    for (int i = 0; i < 30; i++) {
      passThrough(guard, left);
    }
    long atOnce = left.stream().filter(moment -> moment <= 5_000_000_000L).count();
    assertThat(atOnce).isBetween(10L, 22L);
  }

  private void passThrough(PolicyGuard guard, List<Long> left) {
    try {
      Permit permit = guard.enter(Lane.INTERACTIVE, time.in(MINUTE));
      left.add(time.nanos());
      permit.end(null, Heard.NOTHING);
    } catch (RefusedException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givesBackTheTokenOfACallThatTheBreakerRefuses() throws Exception {
    PolicyGuard guard =
        registry.guard("acme", null, "default", policy(new RateLimit(1, MINUTE, 100, 10), 64));
    for (int i = 0; i < 5; i++) {
      guard.enter(Lane.INTERACTIVE, time.in(MINUTE)).end(Failure.UNAVAILABLE, Heard.NOTHING);
    }
    time.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 3; i++) {
      guard.enter(Lane.INTERACTIVE, time.in(MINUTE));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(refusal(guard, MINUTE).detail()).contains("probing");
    }
    assertThat(registry.bulkhead("acme/default").used()).isEqualTo(3);
    assertThat(time.sleeps()).isEmpty();
  }

  private Refusal refusal(PolicyGuard guard, Duration left) {
    return catchThrowableOfType(
            RefusedException.class, () -> guard.enter(Lane.INTERACTIVE, time.in(left)))
        .refusal();
  }

  private static Policy policy(@org.jspecify.annotations.Nullable RateLimit limit, int concurrent) {
    return new Policy(
        STANDARD.timeouts(),
        limit,
        STANDARD.breaker(),
        new BulkheadSettings(concurrent, 0),
        STANDARD.retry(),
        null,
        STANDARD.durableRetry());
  }
}
