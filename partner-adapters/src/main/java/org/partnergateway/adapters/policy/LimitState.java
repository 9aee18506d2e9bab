package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.Time;

/** What is known of one limit, and the bucket that keeps to it. Any thread may use it. */
public final class LimitState {
  /** A bucket that fills up sooner than this needs no memory: a restart takes as long. */
  private static final Duration SOON_FULL = Duration.ofSeconds(5);

  private static final long REVIEW_EVERY_NANOS = 1_000_000_000;

  private final String name;
  private final Time time;
  private final Tokens.Maker maker;
  private final Runnable changed;
  private final Allowance allowance;
  private volatile Kept kept = new Kept(null, null, false);
  private volatile Heard last = Heard.NOTHING;
  private volatile long nextReview;

  /** The limit that is kept to, margin included, and its bucket: both or neither. */
  private record Kept(@Nullable RateLimit limit, @Nullable Tokens tokens, boolean slow) {}

  LimitState(
      String name, @Nullable RateLimit published, Time time, Tokens.Maker maker, Runnable changed) {
    this.name = name;
    this.time = time;
    this.maker = maker;
    this.changed = changed;
    this.allowance = new Allowance(published);
    this.nextReview = time.nanos();
    apply();
  }

  /** As {@link Tokens#take}. */
  long take() {
    Kept now = kept;
    Tokens tokens = now.tokens();
    if (tokens == null) {
      return 0;
    }
    long wait = tokens.take();
    if (wait == 0 && now.slow()) {
      changed.run();
    }
    return wait;
  }

  void giveBack() {
    Tokens tokens = kept.tokens();
    if (tokens != null) {
      tokens.giveBack();
    }
  }

  /** The limit that is kept to: what holds at present, less a margin; null for none. */
  public @Nullable RateLimit kept() {
    return kept.limit();
  }

  /** The limit in the adapter file; null for none. */
  public synchronized @Nullable RateLimit published() {
    return allowance.published();
  }

  /** The limit that the partner has told, where that is another; null for none. */
  public synchronized @Nullable RateLimit learned() {
    return allowance.learned(time.instant());
  }

  /** Which part of that pace is used since the partner refused calls, above 0 up to 1. */
  public synchronized double pace() {
    return allowance.paceAt(time.instant());
  }

  void changed() {
    changed.run();
  }

  synchronized void publish(@Nullable RateLimit limit) {
    if (!Objects.equals(limit, allowance.published())) {
      allowance.publish(limit);
      apply();
    }
  }

  /** The partner refused a call as one too many, whatever we had counted. */
  synchronized void refused() {
    Tokens tokens = kept.tokens();
    if (tokens != null) {
      tokens.keepAtMost(0);
    }
    allowance.refused(time.instant());
    apply();
    changed.run();
  }

  /**
   * The partner said something about its limit.
   *
   * @param underWay calls that it may not have counted yet
   */
  void heard(Heard heard, int underWay) {
    Heard.Remaining remaining = heard.remaining();
    if (remaining != null) {
      keepAtMost(Math.max(0, remaining.calls() - underWay));
    }
    boolean news =
        !Objects.equals(heard.perSecond(), last.perSecond())
            || !Objects.equals(heard.quota(), last.quota())
            || time.nanos() - nextReview >= 0;
    if (news) {
      learn(heard);
    }
  }

  private void keepAtMost(long number) {
    Kept is = kept;
    RateLimit limit = is.limit();
    Tokens tokens = is.tokens();
    if (limit != null && tokens != null && number < limit.burst()) {
      tokens.keepAtMost(number);
    }
  }

  private synchronized void learn(Heard heard) {
    last = heard;
    allowance.heard(heard, time.instant());
    nextReview = time.nanos() + REVIEW_EVERY_NANOS;
    if (apply()) {
      changed.run();
    }
  }

  /** What was learned ends, and what was slowed down recovers. */
  void review() {
    if (time.nanos() - nextReview >= 0) {
      synchronized (this) {
        nextReview = time.nanos() + REVIEW_EVERY_NANOS;
        apply();
      }
    }
  }

  /** Whether another limit is kept to than before. */
  private boolean apply() {
    RateLimit current = allowance.current(time.instant());
    RateLimit next = current == null ? null : Margin.within(current);
    Kept old = kept;
    if (Objects.equals(next, old.limit())) {
      return false;
    }
    Tokens tokens = old.tokens();
    if (next == null) {
      tokens = null;
    } else if (tokens == null) {
      tokens = maker.make(name, next);
    } else {
      tokens.limit(next);
    }
    kept = new Kept(next, tokens, next != null && untilFull(next, 0).compareTo(SOON_FULL) > 0);
    return true;
  }

  private static Duration untilFull(RateLimit limit, long available) {
    long missing = Math.max(0, limit.burst() - available);
    return Duration.ofNanos(limit.nanosPerPermit()).multipliedBy(missing);
  }

  synchronized PolicyMemory.LimiterState remember(@Nullable Instant notBefore) {
    Instant now = time.instant();
    Kept is = kept;
    RateLimit limit = is.limit();
    Tokens tokens = is.tokens();
    boolean slow = limit != null && tokens != null && is.slow();
    return new PolicyMemory.LimiterState(
        name,
        notBefore,
        allowance.learned(now),
        allowance.learned(now) == null ? null : allowance.learnedUntil(),
        allowance.paceAt(now) < 1 ? allowance.pace() : 1,
        allowance.paceAt(now) < 1 ? allowance.refusedAt() : null,
        slow && limit != null && tokens != null
            ? now.plus(untilFull(limit, tokens.available()))
            : null);
  }

  synchronized void restore(PolicyMemory.LimiterState state) {
    Instant now = time.instant();
    Instant until = state.learnedUntil();
    Instant refusedAt = state.refusedAt();
    allowance.restore(
        until != null && until.isAfter(now) ? state.learned() : null,
        until == null ? Instant.MIN : until,
        refusedAt == null ? 1 : state.pace(),
        refusedAt == null ? Instant.MIN : refusedAt);
    apply();
    Kept is = kept;
    RateLimit limit = is.limit();
    Tokens tokens = is.tokens();
    Instant full = state.fullAt();
    if (limit != null && tokens != null && full != null && full.isAfter(now)) {
      long missing =
          Duration.between(now, full).dividedBy(Duration.ofNanos(limit.nanosPerPermit()));
      tokens.keepAtMost(Math.max(0, limit.burst() - missing - 1));
    }
  }
}
