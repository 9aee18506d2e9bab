package org.partnergateway.tests.simulators.data;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.tests.simulators.RateLimitMeter;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Limit;

/** How often the partner may be asked, by operationId. */
final class Limits {
  private final Map<String, RateLimitMeter> meters = new HashMap<>();

  Limits(SimulatorBlueprint blueprint, InstantSource clock) {
    List<Limit> own = blueprint.definition().limits();
    if (own == null) {
      published(blueprint, clock);
    } else {
      own.forEach(limit -> add(limit, blueprint, clock));
    }
  }

  private void published(SimulatorBlueprint blueprint, InstantSource clock) {
    RateLimit whole = blueprint.partner().policy().rateLimit();
    RateLimitMeter shared = whole == null ? null : meter(whole, clock);
    for (OperationDefinition operation : blueprint.partner().operations().values()) {
      RateLimit limit = operation.policy().rateLimit();
      RateLimitMeter meter =
          operation.ownRateLimit() && limit != null ? meter(limit, clock) : shared;
      if (meter != null) {
        meters.putIfAbsent(operation.operationId(), meter);
      }
    }
  }

  private void add(Limit limit, SimulatorBlueprint blueprint, InstantSource clock) {
    RateLimitMeter meter = new RateLimitMeter(clock, limit.permits(), limit.per(), limit.burst());
    limit.operations().forEach(operation -> meters.put(operation, meter));
    if (limit.operations().isEmpty()) {
      blueprint.operations().all().forEach(one -> meters.putIfAbsent(one.id(), meter));
    }
  }

  private static RateLimitMeter meter(RateLimit limit, InstantSource clock) {
    return new RateLimitMeter(clock, limit.permits(), limit.per(), limit.burst());
  }

  void admit(String operation) {
    @Nullable RateLimitMeter meter = meters.get(operation);
    if (meter != null && !meter.admit()) {
      Duration wait = meter.untilNext();
      throw Refused.until(Reason.RATE_LIMITED, wait, "Too many requests.");
    }
  }
}
