package org.partnergateway.adapters.policy.redis;

import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.Tokens;
import org.partnergateway.adapters.time.Time;

/** Makes the buckets of limits in Redis, so that replicas share them. */
public final class SharedLimits implements Tokens.Maker, AutoCloseable {
  private final RedisBuckets buckets;
  private final int replicas;
  private final Time time;

  /**
   * Connects; where that fails, calls go on by this replica's share of the limits.
   *
   * @param url {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://} for TLS
   * @param replicas the most replicas that there will be
   * @throws IllegalArgumentException when the URL is none
   */
  public SharedLimits(String url, int replicas, MeterRegistry meters, Time time) {
    if (replicas < 1) {
      throw new IllegalArgumentException("There must be at least 1 replica");
    }
    this.buckets = new RedisBuckets(RedisURI.create(url));
    this.replicas = replicas;
    this.time = time;
    Gauge.builder("gateway.redis.away", buckets, b -> b.isAway() ? 1 : 0)
        .description("1 while limits are not shared, because Redis is away")
        .register(meters);
    FunctionCounter.builder("gateway.redis.outages", buckets, RedisBuckets::outages)
        .description("How often the connection to Redis was lost")
        .register(meters);
  }

  @Override
  public Tokens make(String name, RateLimit limit) {
    return new SharedTokens(name, limit, buckets, replicas, time);
  }

  @Override
  public void close() {
    buckets.close();
  }
}
