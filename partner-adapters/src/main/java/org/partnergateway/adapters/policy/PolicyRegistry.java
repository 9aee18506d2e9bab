package org.partnergateway.adapters.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.Time;

/**
 * Every limiter, breaker, bulkhead and retry budget by name.
 *
 * <p>They outlive the definitions that named them: a reload must not forget that a partner is down
 * or that its limit is used up.
 */
public final class PolicyRegistry {
  private final Time time;
  private final Tokens.Maker tokens;
  private final Map<String, Limiter> limiters = new ConcurrentHashMap<>();
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final Map<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();
  private final Map<String, RetryBudget> budgets = new ConcurrentHashMap<>();
  private volatile Runnable listener = () -> {};

  /** An empty registry, whose limits are this process's alone. */
  public PolicyRegistry(Time time) {
    this(time, (name, limit) -> new LocalTokens(limit, time));
  }

  /** An empty registry, whose limits draw from these buckets. */
  public PolicyRegistry(Time time, Tokens.Maker tokens) {
    this.time = time;
    this.tokens = tokens;
  }

  /**
   * Tells when there is something new to remember.
   *
   * @param told on a call's own thread, so it must be quick
   */
  void listen(Runnable told) {
    listener = told;
  }

  private void changed() {
    listener.run();
  }

  /** The state of every breaker and limiter. */
  PolicyMemory.Snapshot remember() {
    return new PolicyMemory.Snapshot(
        breakers.values().stream().map(Breaker::remember).toList(),
        limiters.values().stream().map(Limiter::remember).toList());
  }

  /** Goes on from there; what has no breaker or limiter here is left out. */
  void restore(PolicyMemory.Snapshot before) {
    for (PolicyMemory.BreakerState state : before.breakers()) {
      Breaker breaker = breakers.get(state.name());
      if (breaker != null) {
        breaker.restore(state);
      }
    }
    for (PolicyMemory.LimiterState state : before.limiters()) {
      Limiter limiter = limiters.get(state.name());
      if (limiter != null) {
        limiter.restore(state);
      }
    }
  }

  /**
   * What guards one operation.
   *
   * @param partner the partner's id
   * @param limit name of the operation when it has a rate limit of its own, else null
   * @param group the operation's group
   */
  public PolicyGuard guard(String partner, @Nullable String limit, String group, Policy policy) {
    return new PolicyGuard(
        limiter(limit == null ? partner : partner + "/" + limit, policy.rateLimit()),
        breaker(partner + "/" + group, policy),
        bulkhead(partner + "/" + group, policy),
        time);
  }

  private Limiter limiter(String name, @Nullable RateLimit limit) {
    Limiter limiter =
        limiters.computeIfAbsent(name, key -> new Limiter(key, limit, time, tokens, this::changed));
    limiter.state().publish(limit);
    return limiter;
  }

  private Breaker breaker(String name, Policy policy) {
    Breaker breaker =
        breakers.computeIfAbsent(
            name, key -> new Breaker(key, policy.breaker(), time, this::changed));
    Breaker now = breaker.withSettings(policy.breaker());
    breakers.put(name, now);
    return now;
  }

  private Bulkhead bulkhead(String name, Policy policy) {
    Bulkhead now =
        bulkheads.computeIfAbsent(name, key -> new Bulkhead(key, policy.bulkhead(), time));
    if (!now.settings().equals(policy.bulkhead())) {
      // Calls under way give their places back to the old one, which then goes unused.
      now = new Bulkhead(name, policy.bulkhead(), time);
      bulkheads.put(name, now);
    }
    return now;
  }

  /** The partner's retry budget. */
  public RetryBudget budget(String partner) {
    return budgets.computeIfAbsent(partner, key -> new RetryBudget());
  }

  /** The limiter of that name ({@code partner} or {@code partner/operation}). */
  public @Nullable Limiter limiter(String name) {
    return limiters.get(name);
  }

  /** The breaker of that name ({@code partner/group}). */
  public @Nullable Breaker breaker(String name) {
    return breakers.get(name);
  }

  /** The bulkhead of that name ({@code partner/group}). */
  public @Nullable Bulkhead bulkhead(String name) {
    return bulkheads.get(name);
  }
}
