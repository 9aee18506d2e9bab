package org.partnergateway.adapters.policy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.Tokens;
import org.partnergateway.adapters.time.Time;
import redis.embedded.RedisServer;

/** Replicas and a real Redis, which is stopped and started. */
@Timeout(60)
class SharedLimitsTest {
  private static final RateLimit LIMIT = new RateLimit(200, Duration.ofSeconds(1), 50, 1_000);

  // As much less as a limiter keeps to, for what a call may take to come and go.
  private static final RateLimit KEPT = new RateLimit(200, Duration.ofMillis(1_010), 30, 1_000);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<SharedLimits> replicas = new ArrayList<>();
  private final Queue<Long> taken = new ConcurrentLinkedQueue<>();
  private int port;
  private RedisServer redis;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    startRedis();
  }

  private void startRedis() throws IOException {
    redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
  }

  @AfterEach
  void stop() throws IOException {
    replicas.forEach(SharedLimits::close);
    redis.stop();
  }

  @Test
  void twoReplicasTogetherKeepToOneLimitAndUseIt() throws Exception {
    Tokens one = replica();
    Tokens other = replica();
    saturate(Duration.ofSeconds(3), one, other);
    assertThat(mostBeyond(LIMIT)).as("calls beyond the limit").isLessThanOrEqualTo(0);
    assertThat(taken.size()).isGreaterThanOrEqualTo((50 + 600) * 95 / 100);
  }

  @Test
  void aReplicaThatIsStartedAgainFindsTheLimitAsUsedAsItWas() throws Exception {
    RateLimit slow = new RateLimit(1, Duration.ofSeconds(100), 5, 1_000);
    Tokens before = replica(slow);
    for (int i = 0; i < 5; i++) {
      assertThat(before.take()).isZero();
    }
    assertThat(replica(slow).take()).isPositive();
  }

  @Test
  void aReplicaThatLearnsAnotherLimitTellsTheOthers() throws Exception {
    RateLimit slow = new RateLimit(1, Duration.ofSeconds(100), 5, 1_000);
    Tokens one = replica(slow);
    Tokens other = replica(slow);
    one.limit(new RateLimit(1, Duration.ofSeconds(10), 5, 1_000));
    other.keepAtMost(0);
    assertThat(other.take()).isLessThanOrEqualTo(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void whileRedisIsAwayEachReplicaKeepsToItsShareAndAfterwardsTheyShareAgain() throws Exception {
    Tokens one = replica();
    Tokens other = replica();
    saturate(Duration.ofMillis(500), one, other);
    redis.stop();
    taken.clear();
    saturate(Duration.ofSeconds(1), one, other);
    assertThat(taken.size()).as("neither nothing nor without a limit").isBetween(100, 205);
    assertThat(meters.get("gateway.redis.away").gauge().value()).isEqualTo(1);

    startRedis();
    taken.clear();
    saturate(Duration.ofSeconds(5), one, other);
    assertThat(mostBeyond(LIMIT)).as("calls beyond the limit").isLessThanOrEqualTo(0);
    assertThat(meters.get("gateway.redis.away").gauge().value()).isZero();
    assertThat(taken.size()).isGreaterThan(500);
  }

  private Tokens replica() {
    return replica(KEPT);
  }

  private Tokens replica(RateLimit limit) {
    SharedLimits shared = new SharedLimits("redis://127.0.0.1:" + port, 2, meters, Time.SYSTEM);
    replicas.add(shared);
    return shared.make("acme", limit);
  }

  /** Takes whatever there is, one thread a replica. */
  private void saturate(Duration during, Tokens... all) throws InterruptedException {
    long end = System.nanoTime() + during.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (Tokens tokens : all) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                while (System.nanoTime() < end) {
                  // Before the question: the token was counted after this moment.
                  long now = System.nanoTime();
                  long wait = tokens.take();
                  if (wait == 0) {
                    taken.add(now);
                  } else {
                    java.util.concurrent.locks.LockSupport.parkNanos(Math.min(wait, 50_000_000));
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** By how many calls the worst window has more than burst and refill allow. */
  private long mostBeyond(RateLimit limit) {
    List<Long> moments = taken.stream().sorted().toList();
    long worst = Long.MIN_VALUE;
    // The level of a bucket at the far end tells of every window at once.
    double missing = 0;
    long last = moments.getFirst();
    for (long moment : moments) {
      missing = Math.max(0, missing - (double) (moment - last) / limit.nanosPerPermit()) + 1;
      last = moment;
      worst = Math.max(worst, (long) Math.floor(missing - limit.burst()));
    }
    return worst;
  }
}
