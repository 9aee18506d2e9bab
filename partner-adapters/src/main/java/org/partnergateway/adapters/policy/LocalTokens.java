package org.partnergateway.adapters.policy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.Time;

/** A bucket of this process alone: Bucket4j, in memory. */
public final class LocalTokens implements Tokens {
  private final Bucket bucket;

  /** A full bucket. */
  public LocalTokens(RateLimit limit, Time time) {
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth(limit))
            .withCustomTimePrecision(new Meter(time))
            .build();
  }

  /** The limit as Bucket4j wants it. */
  public static BucketConfiguration configuration(RateLimit limit) {
    return BucketConfiguration.builder().addLimit(bandwidth(limit)).build();
  }

  private static Bandwidth bandwidth(RateLimit limit) {
    return Bandwidth.builder()
        .capacity(limit.burst())
        .refillGreedy(limit.permits(), limit.per())
        .build();
  }

  @Override
  public long take() {
    if (bucket.tryConsume(1)) {
      return 0;
    }
    // Bucket4j rounds down, at times to nothing.
    return Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  @Override
  public void giveBack() {
    bucket.addTokens(1);
  }

  @Override
  public long available() {
    return bucket.getAvailableTokens();
  }

  @Override
  public void keepAtMost(long number) {
    long surplus = bucket.getAvailableTokens() - number;
    if (surplus > 0) {
      bucket.tryConsumeAsMuchAsPossible(surplus);
    }
  }

  @Override
  public void limit(RateLimit limit) {
    bucket.replaceConfiguration(configuration(limit), TokensInheritanceStrategy.AS_IS);
    keepAtMost(limit.burst());
  }

  private record Meter(Time time) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return time.nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
