package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyMemory.BreakerState;
import org.partnergateway.adapters.policy.PolicyMemory.LimiterState;
import org.partnergateway.adapters.policy.PolicyMemory.Snapshot;
import org.partnergateway.adapters.time.ManualTime;

/** What a process that follows another still knows. */
@Timeout(30)
class PolicyKeeperTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final RateLimit SLOW = new RateLimit(1, Duration.ofSeconds(100), 21, 10);

  private final ManualTime time = new ManualTime();
  private final Memory memory = new Memory();

  @Test
  void aBreakerStaysOpenForWhatIsLeftOfItsTimeAndGoesOnGrowing() throws Exception {
    Run before = new Run();
    fail(before, 5);
    time.advance(Duration.ofSeconds(10));
    fail(before, 3);
    assertThat(before.breaker().untilHalfOpen()).isEqualTo(Duration.ofSeconds(20));
    before.keeper.close();

    time.advance(Duration.ofSeconds(5));
    Run after = new Run();
    assertThat(after.breaker().state()).isEqualTo("open");
    assertThat(after.breaker().untilHalfOpen()).isEqualTo(Duration.ofSeconds(15));
    time.advance(Duration.ofSeconds(15));
    fail(after, 3);
    assertThat(after.breaker().untilHalfOpen()).isEqualTo(Duration.ofSeconds(40));
    after.keeper.close();

    time.advance(Duration.ofSeconds(41));
    Run late = new Run();
    assertThat(late.breaker().state()).isEqualTo("closed");
    late.keeper.close();
  }

  @Test
  void isWrittenWhenItChangesAndNotWhenACallIsMade() throws Exception {
    Run run = new Run();
    fail(run, 4);
    succeed(run);
    assertThat(memory.breakers).isEmpty();
    fail(run, 5);
    memory.awaitWrite();
    assertThat(memory.breakers.get("acme/default").openUntil())
        .isEqualTo(ManualTime.START.plusSeconds(10));
    time.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 3; i++) {
      succeed(run);
    }
    memory.awaitWrite();
    assertThat(memory.breakers.get("acme/default").openUntil()).isNull();
    run.keeper.close();
  }

  @Test
  void aLimitIsAsUsedUpAsItWas() throws Exception {
    Run before = new Run(SLOW);
    for (int i = 0; i < 20; i++) {
      succeed(before);
    }
    memory.awaitWrite();
    before.keeper.close();

    time.advance(Duration.ofSeconds(350));
    Duration start = time.elapsed();
    Run after = new Run(SLOW);
    int atOnce = 0;
    while (time.elapsed().equals(start)) {
      succeed(after);
      atOnce++;
    }
    // Three have come back; what is not certain is left out.
    assertThat(atOnce - 1).isBetween(2, 3);
    after.keeper.close();
  }

  @Test
  void aPenaltyAndWhatWasLearnedHoldWithinTheirTime() throws Exception {
    Run before = new Run(SLOW);
    before
        .guard
        .enter(Lane.INTERACTIVE, time.in(HOUR))
        .end(Failure.RATE_LIMITED, new Heard(Duration.ofMinutes(10), 0.02, null, null));
    before.keeper.close();

    time.advance(Duration.ofMinutes(4));
    Run after = new Run(SLOW);
    Limiter limiter = after.limiter();
    assertThat(limiter.notBefore()).isEqualTo(ManualTime.START.plus(Duration.ofMinutes(10)));
    assertThat(limiter.state().learned())
        .isEqualTo(new RateLimit(1, Duration.ofSeconds(50), 21, 10));
    assertThat(limiter.state().pace()).isEqualTo(1);
    after.keeper.close();

    time.advance(Duration.ofDays(1));
    Run late = new Run(SLOW);
    assertThat(late.limiter().notBefore()).isNull();
    assertThat(late.limiter().state().learned()).isNull();
    late.keeper.close();
  }

  @Test
  void aMemoryThatFailsHoldsNobodyUpAndIsTriedAgain() throws Exception {
    Run run = new Run();
    memory.failing = true;
    fail(run, 5);
    memory.awaitWrite();
    assertThat(memory.breakers).isEmpty();
    memory.failing = false;
    memory.awaitWrite();
    assertThat(memory.breakers).containsKey("acme/default");
    run.keeper.close();
  }

  private void fail(Run run, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      run.guard.enter(Lane.INTERACTIVE, time.in(HOUR)).end(Failure.UNAVAILABLE, Heard.NOTHING);
    }
  }

  private void succeed(Run run) throws Exception {
    run.guard.enter(Lane.INTERACTIVE, time.in(HOUR)).end(null, Heard.NOTHING);
  }

  /** A process, from its start on. */
  private final class Run {
    final PolicyRegistry registry = new PolicyRegistry(time);
    final PolicyGuard guard;
    final PolicyKeeper keeper;

    Run() {
      this(null);
    }

    Run(@Nullable RateLimit limit) {
      guard = registry.guard("acme", null, "default", policy(limit));
      keeper = PolicyKeeper.start(registry, memory);
    }

    Breaker breaker() {
      return java.util.Objects.requireNonNull(registry.breaker("acme/default"));
    }

    Limiter limiter() {
      return java.util.Objects.requireNonNull(registry.limiter("acme"));
    }

    private static Policy policy(@Nullable RateLimit limit) {
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

  private static final class Memory implements PolicyMemory {
    final Map<String, BreakerState> breakers = new ConcurrentHashMap<>();
    final Map<String, LimiterState> limiters = new ConcurrentHashMap<>();
    final Semaphore writes = new Semaphore(0);
    volatile boolean failing;

    @Override
    public Snapshot load() {
      return new Snapshot(List.copyOf(breakers.values()), new ArrayList<>(limiters.values()));
    }

    @Override
    public void save(Snapshot changed) {
      try {
        if (failing) {
          throw new IllegalStateException("no store");
        }
        changed.breakers().forEach(state -> breakers.put(state.name(), state));
        changed.limiters().forEach(state -> limiters.put(state.name(), state));
      } finally {
        writes.release();
      }
    }

    void awaitWrite() throws InterruptedException {
      assertThat(writes.tryAcquire(20, TimeUnit.SECONDS)).as("written").isTrue();
      writes.drainPermits();
    }
  }
}
