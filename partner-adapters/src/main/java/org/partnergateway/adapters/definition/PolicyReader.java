package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.Policy.BreakerSettings;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.Policy.RetrySettings;
import org.partnergateway.adapters.policy.Policy.Timeouts;

/** Reads a policy; what it leaves out is as in the one it stands on. */
final class PolicyReader {
  private static final Policy NOTHING =
      new Policy(
          new Timeouts(Duration.ZERO, Duration.ZERO),
          null,
          new BreakerSettings(0, 0, 0, Duration.ZERO, 0, Duration.ZERO, 0),
          new BulkheadSettings(0, 0),
          new RetrySettings(0, Duration.ZERO, Duration.ZERO),
          null,
          new DurableRetry(List.of(), 0, Duration.ZERO));

  private PolicyReader() {}

  static Policy read(Fields fields, Policy base) {
    return new Policy(
        timeouts(fields.in("timeouts"), base.timeouts()),
        fields.has("rate_limit") ? rateLimit(fields.in("rate_limit")) : base.rateLimit(),
        breaker(fields.in("breaker"), base.breaker()),
        bulkhead(fields.in("bulkhead"), base.bulkhead()),
        retry(fields.in("retry"), base.retry()),
        rateHeader(fields.in("learn"), base.rateHeader()),
        durableRetry(fields.in("durable_retry"), base.durableRetry()));
  }

  /** Reads a policy that says everything, as its schema makes sure. */
  static Policy readComplete(Fields fields) {
    return read(fields, NOTHING);
  }

  private static @Nullable String rateHeader(Fields fields, @Nullable String base) {
    return fields.has("rate_header") ? fields.text("rate_header").toLowerCase(Locale.ROOT) : base;
  }

  private static DurableRetry durableRetry(Fields fields, DurableRetry base) {
    String jitter = fields.text("jitter", base.jitterPercent() + "%");
    return new DurableRetry(
        fields.durations("after", base.after()),
        Integer.parseInt(jitter.substring(0, jitter.length() - 1)),
        fields.duration("give_up_after", base.giveUpAfter()));
  }

  private static Timeouts timeouts(Fields fields, Timeouts base) {
    return new Timeouts(
        fields.duration("connect", base.connect()), fields.duration("response", base.response()));
  }

  private static @Nullable RateLimit rateLimit(Fields fields) {
    int permits = fields.number("permits", 1);
    return new RateLimit(
        permits,
        Fields.duration(fields.text("per")),
        fields.number("burst", permits),
        fields.number("max_waiting", RateLimit.DEFAULT_MAX_WAITING));
  }

  private static BreakerSettings breaker(Fields fields, BreakerSettings base) {
    return new BreakerSettings(
        fields.number("window", base.window()),
        fields.number("failure_percent", base.failurePercent()),
        fields.number("in_a_row", base.inARow()),
        fields.duration("open", base.open()),
        fields.number("growth", base.growth()),
        fields.duration("open_cap", base.openCap()),
        fields.number("probes", base.probes()));
  }

  private static BulkheadSettings bulkhead(Fields fields, BulkheadSettings base) {
    return new BulkheadSettings(
        fields.number("max_concurrent", base.maxConcurrent()),
        fields.number("max_waiting", base.maxWaiting()));
  }

  private static RetrySettings retry(Fields fields, RetrySettings base) {
    return new RetrySettings(
        fields.number("attempts", base.attempts()),
        fields.duration("base", base.base()),
        fields.duration("cap", base.cap()));
  }
}
