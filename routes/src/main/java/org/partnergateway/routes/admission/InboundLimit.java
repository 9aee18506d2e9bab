package org.partnergateway.routes.admission;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import org.partnergateway.routes.config.GatewayProperties.RateLimit;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;

/**
 * How much one caller or partner may send to this process, and what it is told of it: {@code
 * RateLimit} and {@code RateLimit-Policy} as the IETF's draft 11 has them.
 */
public final class InboundLimit {
  static final String HEADER = "RateLimit";
  static final String POLICY_HEADER = "RateLimit-Policy";
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final Bucket bucket;
  private final long permits;
  private final long perNanos;
  private final String policy;

  /** The outcome of one request's asking. */
  public record Verdict(boolean allowed, Map<String, String> headers, Duration pause) {}

  /**
   * @param name of whom it is, for people
   * @param limit known to be sound
   */
  InboundLimit(String name, RateLimit limit, TimeMeter time) {
    this.name = name;
    this.permits = limit.permits();
    this.perNanos = limit.per().toNanos();
    int burst = limit.burst() == 0 ? limit.permits() : limit.burst();
    this.bucket =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(burst)
                    .refillGreedy(limit.permits(), limit.per())
                    .build())
            .withCustomTimePrecision(time)
            .build();
    // The quota is what a full bucket holds, the window the time in which an empty one fills.
    this.policy =
        "\"default\";q=%d;w=%d"
            .formatted(burst, Math.max(1, seconds(Math.ceilDiv(perNanos * burst, permits))));
  }

  /** Takes one permit if there is one. */
  Verdict take() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    long left = probe.getRemainingTokens();
    long wait =
        probe.isConsumed() ? Math.ceilDiv(perNanos, permits) : probe.getNanosToWaitForRefill();
    return new Verdict(
        probe.isConsumed(),
        Map.of(
            HEADER,
            "\"default\";r=%d;t=%d".formatted(left, Math.max(1, seconds(wait))),
            POLICY_HEADER,
            policy),
        Duration.ofNanos(wait));
  }

  /** What one is told who asked too often. */
  Problem refusal(Duration pause) {
    return Problem.of(
            ProblemType.TOO_MANY_REQUESTS,
            "%s may send %d requests in %s; come again after Retry-After."
                .formatted(name, permits, duration()))
        .withRetryAfter(pause);
  }

  private String duration() {
    return perNanos % SECOND == 0 ? perNanos / SECOND + " s" : perNanos / 1_000_000 + " ms";
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, SECOND);
  }
}
