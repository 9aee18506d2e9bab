package org.partnergateway.routes.store.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyMemory.BreakerState;
import org.partnergateway.adapters.policy.PolicyMemory.LimiterState;
import org.partnergateway.adapters.policy.PolicyMemory.Snapshot;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;

final class StoredPoliciesTest {
  private static final Instant SOON = Instant.parse("2026-11-23T02:00:40.123456Z");

  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final StoredPolicies policies =
      new StoredPolicies(
          DATABASE.template(), DATABASE.transactions(), new SettableClock("2026-11-23T02:00:00Z"));

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate breaker_memory, limiter_memory");
  }

  @Test
  void whatIsSavedComesBackAsItWas() {
    LimiterState told =
        new LimiterState(
            "acme/search",
            SOON,
            new RateLimit(1, Duration.ofNanos(59_880_239_521L), 20, 1_000),
            SOON.plusSeconds(1),
            0.75,
            SOON.minusSeconds(2),
            SOON.plusSeconds(3));
    LimiterState untold = new LimiterState("acme", null, null, null, 1, null, null);
    Snapshot saved =
        new Snapshot(
            List.of(new BreakerState("acme/a", SOON, 3), new BreakerState("acme/b", null, 0)),
            List.of(told, untold));

    policies.save(saved);

    assertThat(policies.load().breakers()).containsExactlyInAnyOrderElementsOf(saved.breakers());
    assertThat(policies.load().limiters()).containsExactlyInAnyOrderElementsOf(saved.limiters());
  }

  @Test
  void whatIsSavedLaterTakesThePlaceOfWhatWasThereAndLeavesTheOthers() {
    BreakerState other = new BreakerState("acme/b", SOON, 1);
    policies.save(new Snapshot(List.of(new BreakerState("acme/a", SOON, 3), other), List.of()));
    BreakerState closed = new BreakerState("acme/a", null, 0);

    policies.save(new Snapshot(List.of(closed), List.of()));

    assertThat(policies.load().breakers()).containsExactlyInAnyOrder(closed, other);
  }
}
