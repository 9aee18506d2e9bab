package org.partnergateway.adapters.policy.redis;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.LocalTokens;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.Tokens;
import org.partnergateway.adapters.time.Time;

/**
 * A bucket in Redis that every replica draws from.
 *
 * <p>While Redis is away this replica keeps to its share of the limit in memory, and begins with
 * nothing, since what the others have used is not known. When Redis is back it waits for the others
 * to notice too, and then empties the shared bucket, which may have filled up or have been
 * forgotten meanwhile.
 */
final class SharedTokens implements Tokens {
  /** Between two looks whether Redis is back; all replicas notice within two of them. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final int LOOKS_BEFORE_RETURN = 2;

  private final String name;
  private final RedisBuckets buckets;
  private final int replicas;
  private final Time time;
  private final AtomicLong nextLook;
  private volatile RateLimit limit;
  private volatile @Nullable LocalTokens alone;
  private volatile int outagesSeen;
  private int looksThatFoundIt;

  SharedTokens(String name, RateLimit limit, RedisBuckets buckets, int replicas, Time time) {
    this.name = name;
    this.buckets = buckets;
    this.replicas = replicas;
    this.time = time;
    this.limit = limit;
    this.outagesSeen = buckets.outages();
    this.nextLook = new AtomicLong(time.nanos());
    limit(limit);
  }

  @Override
  public long take() {
    return ask(SharedTokens::takeFrom, Tokens::take);
  }

  private static long takeFrom(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
  }

  @Override
  public void giveBack() {
    ask(
        bucket -> {
          bucket.addTokens(1);
          return 0;
        },
        own -> {
          own.giveBack();
          return 0;
        });
  }

  @Override
  public long available() {
    return ask(Bucket::getAvailableTokens, Tokens::available);
  }

  @Override
  public void keepAtMost(long number) {
    ask(
        bucket -> throwAwayAbove(bucket, number),
        own -> {
          own.keepAtMost(number);
          return 0;
        });
  }

  private static long throwAwayAbove(Bucket bucket, long number) {
    long surplus = bucket.getAvailableTokens() - number;
    return surplus > 0 ? bucket.tryConsumeAsMuchAsPossible(surplus) : 0;
  }

  @Override
  public void limit(RateLimit other) {
    limit = other;
    ask(
        bucket -> {
          bucket.replaceConfiguration(
              LocalTokens.configuration(other), TokensInheritanceStrategy.AS_IS);
          return throwAwayAbove(bucket, other.burst());
        },
        own -> {
          own.limit(share(other));
          return 0;
        });
  }

  private long ask(ToLongFunction<Bucket> shared, ToLongFunction<Tokens> own) {
    Tokens local = alone;
    if (local == null) {
      try {
        if (outagesSeen != buckets.outages()) {
          throw new IllegalStateException("the connection was lost");
        }
        return shared.applyAsLong(bucket());
      } catch (RuntimeException e) {
        local = goAlone(e);
      }
    } else {
      lookAgain();
    }
    return own.applyAsLong(local);
  }

  private Bucket bucket() {
    return buckets.bucket(name, () -> LocalTokens.configuration(limit));
  }

  private synchronized Tokens goAlone(RuntimeException why) {
    LocalTokens own = alone;
    if (own == null) {
      buckets.missed(why);
      own = new LocalTokens(share(limit), time);
      own.keepAtMost(0);
      looksThatFoundIt = 0;
      nextLook.set(time.nanos() + LOOK_EVERY.toNanos());
      alone = own;
    }
    return own;
  }

  private RateLimit share(RateLimit whole) {
    return new RateLimit(
        whole.permits(),
        whole.per().multipliedBy(replicas),
        Math.max(1, whole.burst() / replicas),
        whole.maxWaiting());
  }

  /** On a thread of its own: no call waits for a Redis that may be away. */
  private void lookAgain() {
    long due = nextLook.get();
    if (time.nanos() - due >= 0
        && nextLook.compareAndSet(due, time.nanos() + LOOK_EVERY.toNanos())) {
      Thread.ofVirtual().name("redis-look").start(this::look);
    }
  }

  private synchronized void look() {
    int outages = buckets.outages();
    try {
      Bucket bucket = bucket();
      bucket.getAvailableTokens();
      looksThatFoundIt++;
      if (looksThatFoundIt >= LOOKS_BEFORE_RETURN) {
        bucket.replaceConfiguration(
            LocalTokens.configuration(limit), TokensInheritanceStrategy.AS_IS);
        bucket.tryConsumeAsMuchAsPossible();
        // What a replica that is not back yet may still use.
        bucket.consumeIgnoringRateLimits(
            Math.ceilDiv(LOOK_EVERY.toNanos(), Math.max(1, limit.nanosPerPermit() * replicas)));
        outagesSeen = outages;
        alone = null;
        buckets.met();
      }
    } catch (RuntimeException e) {
      looksThatFoundIt = 0;
      buckets.missed(e);
    }
  }
}
