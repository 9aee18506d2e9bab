package org.partnergateway.adapters.policy.redis;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to Redis, and the buckets behind it. */
final class RedisBuckets implements AutoCloseable {
  /** A bucket that takes longer to answer is as good as away. */
  static final Duration TIMEOUT = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(RedisBuckets.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final String PREFIX = "partner-gateway:limit:";

  private final RedisClient client;
  private final AtomicInteger outages = new AtomicInteger();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicBoolean connecting = new AtomicBoolean();
  private volatile @Nullable ProxyManager<String> manager;

  RedisBuckets(RedisURI uri) {
    client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            // Whoever waits for a connection waits beyond a caller's deadline.
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .build());
    client.addListener(
        new RedisConnectionStateAdapter() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            outages.incrementAndGet();
          }
        });
    connect();
  }

  /** How often the connection was lost: what was counted before may be forgotten there. */
  int outages() {
    return outages.get();
  }

  /**
   * The bucket of that name, which is made full when Redis does not have it.
   *
   * @throws IllegalStateException while there is no connection
   */
  Bucket bucket(String name, Supplier<BucketConfiguration> configuration) {
    ProxyManager<String> now = manager;
    if (now == null) {
      connectSoon();
      throw new IllegalStateException("there is no connection to Redis");
    }
    return now.getProxy(PREFIX + name, configuration);
  }

  /** Somebody met it away. */
  void missed(RuntimeException why) {
    if (!away.getAndSet(true)) {
      LOG.warn(
          "Redis is away ({}); until it is back, each replica keeps to its share of partners' limits",
          why.toString());
    }
  }

  /** Somebody met it again. */
  void met() {
    if (away.getAndSet(false)) {
      LOG.info("Redis is back; partners' limits are shared again");
    }
  }

  boolean isAway() {
    return away.get();
  }

  private void connectSoon() {
    if (!connecting.get()) {
      Thread.ofVirtual().name("redis-connect").start(this::connect);
    }
  }

  /** Lettuce keeps a connection up by itself once it stands, but makes the first one only once. */
  private void connect() {
    if (connecting.getAndSet(true)) {
      return;
    }
    try {
      manager =
          Bucket4jLettuce.casBasedBuilder(
                  client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
              .requestTimeout(TIMEOUT)
              .expirationAfterWrite(
                  ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                      Duration.ofMinutes(1)))
              .build();
    } catch (RuntimeException e) {
      missed(e);
    } finally {
      connecting.set(manager != null);
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
