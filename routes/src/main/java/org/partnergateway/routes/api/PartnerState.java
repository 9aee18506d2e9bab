package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.policy.Breaker;
import org.partnergateway.adapters.policy.Bulkhead;
import org.partnergateway.adapters.policy.LimitState;
import org.partnergateway.adapters.policy.Limiter;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyRegistry;

/** How it goes with a partner at the moment: its breakers, bulkheads and limits. */
final class PartnerState {
  private static final MathContext DIGITS = new MathContext(4);
  private static final double NANOS = 1e9;

  private final PolicyRegistry policies;
  private final InstantSource clock;

  PartnerState(PolicyRegistry policies, InstantSource clock) {
    this.policies = policies;
    this.clock = clock;
  }

  void write(Partner partner, ObjectNode document) {
    TreeSet<String> groups = new TreeSet<>();
    TreeSet<String> limits = new TreeSet<>();
    for (OperationDefinition operation : partner.definition().operations().values()) {
      groups.add(operation.group());
      limits.add(operation.ownRateLimit() ? operation.name() : "");
    }
    ArrayNode states = document.putArray("groups");
    groups.forEach(
        group -> group(partner.id() + "/" + group, states.addObject().put("name", group)));
    ArrayNode rates = document.putArray("limits");
    limits.forEach(operation -> limit(partner.id(), operation, rates));
  }

  private void group(String name, ObjectNode state) {
    Breaker breaker = policies.breaker(name);
    state.put("breaker", breaker == null ? "closed" : breaker.state());
    Duration wait = breaker == null ? Duration.ZERO : breaker.untilHalfOpen();
    if (wait.isPositive()) {
      state.put("open_until", time(clock.instant().plus(wait)));
    }
    Bulkhead bulkhead = policies.bulkhead(name);
    if (bulkhead != null) {
      state.put("calls_under_way", bulkhead.used());
      state.put("calls_waiting", bulkhead.waiting());
    }
  }

  private void limit(String partner, String operation, ArrayNode rates) {
    Limiter limiter = policies.limiter(operation.isEmpty() ? partner : partner + "/" + operation);
    if (limiter == null) {
      return;
    }
    ObjectNode rate = rates.addObject();
    if (!operation.isEmpty()) {
      rate.put("operation", operation);
    }
    LimitState state = limiter.state();
    rate(rate, "published", state.published());
    rate(rate, "learned", state.learned());
    rate(rate, "kept", state.kept());
    rate.put("calls_waiting", limiter.waiting());
    Instant notBefore = limiter.notBefore();
    if (notBefore != null) {
      rate.put("not_before", time(notBefore));
    }
  }

  private static void rate(ObjectNode into, String name, @Nullable RateLimit limit) {
    if (limit != null) {
      into.putObject(name)
          .put("calls_per_second", BigDecimal.valueOf(NANOS / limit.nanosPerPermit()).round(DIGITS))
          .put("burst", limit.burst());
    }
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
