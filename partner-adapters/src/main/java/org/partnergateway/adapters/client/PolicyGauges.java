package org.partnergateway.adapters.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.policy.Breaker;
import org.partnergateway.adapters.policy.Bulkhead;
import org.partnergateway.adapters.policy.Limiter;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyRegistry;

/** Shows what is held back. Gauges ask by name, so that they survive a reload of definitions. */
final class PolicyGauges {
  private final MeterRegistry meters;
  private final PolicyRegistry policies;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  PolicyGauges(MeterRegistry meters, PolicyRegistry policies) {
    this.meters = meters;
    this.policies = policies;
  }

  void register(String partner, OperationDefinition operation) {
    String group = operation.group();
    String groupName = partner + "/" + group;
    gauge(
        "gateway.partner.breaker.state",
        "0 closed, 1 half-open, 2 open",
        partner,
        "group",
        group,
        p -> state(p.breaker(groupName)));
    gauge(
        "gateway.partner.bulkhead.used",
        "Calls under way",
        partner,
        "group",
        group,
        p -> used(p.bulkhead(groupName)));
    gauge(
        "gateway.partner.bulkhead.waiting",
        "Calls that wait for another to end",
        partner,
        "group",
        group,
        p -> waiting(p.bulkhead(groupName)));
    String limit = operation.ownRateLimit() ? operation.name() : "";
    String limitName = limit.isEmpty() ? partner : partner + "/" + limit;
    gauge(
        "gateway.partner.limiter.waiting",
        "Calls that wait for the rate limit; an empty limit is the partner's own",
        partner,
        "limit",
        limit,
        p -> waiting(p.limiter(limitName)));
    gauge(
        "gateway.partner.limiter.rate",
        "Calls a second that are kept to, as published or learned; 0 for no limit",
        partner,
        "limit",
        limit,
        p -> rate(p.limiter(limitName)));
    gauge(
        "gateway.partner.limiter.learned",
        "1 while the partner's own words hold instead of the published limit, or its refusals slow it",
        partner,
        "limit",
        limit,
        p -> learned(p.limiter(limitName)));
    gauge(
        "gateway.partner.limiter.shut",
        "1 while the partner wants no call, as it said in Retry-After",
        partner,
        "limit",
        limit,
        p -> shut(p.limiter(limitName)));
  }

  private static double rate(@Nullable Limiter limiter) {
    RateLimit kept = limiter == null ? null : limiter.state().kept();
    return kept == null ? 0 : 1e9 / kept.nanosPerPermit();
  }

  private static double learned(@Nullable Limiter limiter) {
    boolean learned =
        limiter != null && (limiter.state().learned() != null || limiter.state().pace() < 1);
    return learned ? 1 : 0;
  }

  private static double shut(@Nullable Limiter limiter) {
    return limiter == null || limiter.notBefore() == null ? 0 : 1;
  }

  private void gauge(
      String name,
      String description,
      String partner,
      String tag,
      String value,
      ToDoubleFunction<PolicyRegistry> read) {
    if (!registered.add(name + " " + partner + " " + value)) {
      return;
    }
    Gauge.builder(name, policies, read)
        .description(description)
        .tag("partner", partner)
        .tag(tag, value)
        .register(meters);
  }

  private static double state(@Nullable Breaker breaker) {
    return breaker == null
        ? 0
        : switch (breaker.state()) {
          case "open" -> 2;
          case "half_open" -> 1;
          default -> 0;
        };
  }

  private static double used(@Nullable Bulkhead bulkhead) {
    return bulkhead == null ? 0 : bulkhead.used();
  }

  private static double waiting(@Nullable Bulkhead bulkhead) {
    return bulkhead == null ? 0 : bulkhead.waiting();
  }

  private static double waiting(@Nullable Limiter limiter) {
    return limiter == null ? 0 : limiter.waiting();
  }
}
