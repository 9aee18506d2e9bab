package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.partnergateway.adapters.policy.PolicyMemory.BreakerState;
import org.partnergateway.adapters.policy.PolicyMemory.LimiterState;
import org.partnergateway.adapters.policy.PolicyMemory.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state of breakers and limiters in a memory, on a thread of its own: a call never waits
 * for that. What changes while a write is under way shares the next one.
 */
public final class PolicyKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

  /** Between two writes. */
  private static final Duration BREATH = Duration.ofMillis(100);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final PolicyRegistry registry;
  private final PolicyMemory memory;
  private final Semaphore news = new Semaphore(0);
  private final Map<String, Object> kept = new HashMap<>();
  private final Thread thread;
  private volatile boolean open = true;
  private boolean failing;

  private PolicyKeeper(PolicyRegistry registry, PolicyMemory memory) {
    this.registry = registry;
    this.memory = memory;
    this.thread = Thread.ofVirtual().name("policy-keeper").unstarted(this::run);
  }

  /** Brings back what was kept, and keeps what changes from now on. */
  public static PolicyKeeper start(PolicyRegistry registry, PolicyMemory memory) {
    PolicyKeeper keeper = new PolicyKeeper(registry, memory);
    registry.restore(memory.load());
    keeper.changed(registry.remember());
    registry.listen(keeper.news::release);
    keeper.thread.start();
    return keeper;
  }

  private void run() {
    try {
      while (open) {
        news.acquire();
        news.drainPermits();
        Thread.sleep(save() ? BREATH : AFTER_FAILURE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean save() {
    Snapshot changed = changed(registry.remember());
    if (changed.breakers().isEmpty() && changed.limiters().isEmpty()) {
      return true;
    }
    try {
      memory.save(changed);
      failing = false;
      return true;
    } catch (RuntimeException e) {
      changed.breakers().forEach(state -> kept.remove("breaker " + state.name()));
      changed.limiters().forEach(state -> kept.remove("limiter " + state.name()));
      news.release();
      if (!failing) {
        LOG.warn("What is known of partners' limits and breakers can't be kept: {}", e.toString());
        failing = true;
      }
      return false;
    }
  }

  /** Those that differ from what is kept; from now on they count as kept. */
  private Snapshot changed(Snapshot now) {
    List<BreakerState> breakers =
        now.breakers().stream().filter(s -> !s.equals(kept.put("breaker " + s.name(), s))).toList();
    List<LimiterState> limiters =
        now.limiters().stream().filter(s -> !s.equals(kept.put("limiter " + s.name(), s))).toList();
    return new Snapshot(breakers, limiters);
  }

  /** Writes what is left. */
  @Override
  public void close() {
    open = false;
    registry.listen(() -> {});
    // Not interrupted: that would cut a write off.
    news.release();
    try {
      thread.join(LONGEST_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
  }
}
