package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy.RateLimit;

/**
 * What a partner allows: as published, else as it has said in its answers, and slower for a while
 * after it has refused calls that should have been allowed. Its owner's lock guards it.
 */
final class Allowance {
  /** What was heard holds for so long; after that the published limit holds again. */
  static final Duration HOLDS = Duration.ofHours(24);

  /** Slowest and fastest pace that is believed, in calls a second. */
  static final double SLOWEST = 1.0 / 3_600;

  static final double FASTEST = 10_000;

  /** After a refusal the pace is this part of what it was, but never less than the least. */
  static final double SLOWDOWN = 0.75;

  static final double LEAST = 0.125;

  /** Two refusals within this time count as one; so long it takes to undo one. */
  static final Duration APART = Duration.ofSeconds(1);

  static final Duration RECOVERY = Duration.ofMinutes(1);

  /** A difference this small comes of rounding. */
  private static final double ROUNDING = 0.02;

  private @Nullable RateLimit published;
  private @Nullable RateLimit learned;
  private Instant learnedUntil = Instant.MIN;
  private double pace = 1;
  private Instant refusedAt = Instant.MIN;

  Allowance(@Nullable RateLimit published) {
    this.published = published;
  }

  void publish(@Nullable RateLimit limit) {
    published = limit;
  }

  @Nullable RateLimit published() {
    return published;
  }

  @Nullable RateLimit learned(Instant now) {
    return learnedUntil.isAfter(now) ? learned : null;
  }

  Instant learnedUntil() {
    return learnedUntil;
  }

  double pace() {
    return pace;
  }

  Instant refusedAt() {
    return refusedAt;
  }

  /** What holds now, without the margin; null for no limit. */
  @Nullable RateLimit current(Instant now) {
    RateLimit heard = learned(now);
    RateLimit limit = heard == null ? published : heard;
    double part = paceAt(now);
    if (limit == null || part >= 1) {
      return limit;
    }
    Duration per = Duration.ofNanos((long) (limit.per().toNanos() / part));
    return new RateLimit(limit.permits(), per, limit.burst(), limit.maxWaiting());
  }

  double paceAt(Instant now) {
    if (pace >= 1) {
      return 1;
    }
    long minutes = Math.max(0, Duration.between(refusedAt, now).dividedBy(RECOVERY));
    return Math.min(1, pace / Math.pow(SLOWDOWN, minutes));
  }

  /** The partner refused a call as one too many. */
  void refused(Instant now) {
    if (Duration.between(refusedAt.isBefore(now) ? refusedAt : now, now).compareTo(APART) >= 0) {
      pace = Math.max(LEAST, paceAt(now) * SLOWDOWN);
      refusedAt = now;
    }
  }

  /** The partner said what it allows. */
  void heard(Heard heard, Instant now) {
    RateLimit said = said(heard);
    if (said == null) {
      return;
    }
    learned = published != null && alike(said, published) ? null : said;
    learnedUntil = learned == null ? Instant.MIN : now.plus(HOLDS);
  }

  void restore(@Nullable RateLimit limit, Instant until, double slower, Instant since) {
    learned = limit;
    learnedUntil = limit == null ? Instant.MIN : until;
    pace = Math.clamp(slower, LEAST, 1);
    refusedAt = since;
  }

  private @Nullable RateLimit said(Heard heard) {
    int maxWaiting = published == null ? RateLimit.DEFAULT_MAX_WAITING : published.maxWaiting();
    Heard.Quota quota = heard.quota();
    if (quota != null) {
      double perSecond = quota.calls() * 1e9 / quota.window().toNanos();
      return believable(perSecond) ? ofQuota(quota, maxWaiting) : null;
    }
    Double perSecond = heard.perSecond();
    if (perSecond == null || !believable(perSecond)) {
      return null;
    }
    int burst = published == null ? Math.max(1, perSecond.intValue()) : published.burst();
    return new RateLimit(1, Duration.ofNanos(Math.round(1e9 / perSecond)), burst, maxWaiting);
  }

  /** Burst and refill together fit into any window, wherever the partner lets it begin. */
  private static RateLimit ofQuota(Heard.Quota quota, int maxWaiting) {
    int calls = Math.toIntExact(Math.min(quota.calls(), 100_000_000));
    int burst = Math.max(1, calls / 20);
    return new RateLimit(calls - burst + 1, quota.window(), burst, maxWaiting);
  }

  private static boolean believable(double perSecond) {
    return perSecond >= SLOWEST && perSecond <= FASTEST;
  }

  private static boolean alike(RateLimit said, RateLimit published) {
    double ratio = (double) said.nanosPerPermit() / published.nanosPerPermit();
    return Math.abs(ratio - 1) <= ROUNDING && said.burst() <= published.burst();
  }
}
