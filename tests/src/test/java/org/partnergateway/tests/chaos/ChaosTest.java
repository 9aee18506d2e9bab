package org.partnergateway.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/**
 * Two gateways on one PostgreSQL and one Redis, which goes away for a while. Each is killed under
 * load, and PostgreSQL too; its connections are ended, its disk is full; partners hang, break off,
 * answer slowly and get requests twice. When all is well again nothing is lost, nothing was done
 * twice, and nobody was told what isn't so.
 */
class ChaosTest {
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private RedisServer redis;
  private String url;

  @BeforeEach
  void startRedis() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    url = "redis://127.0.0.1:" + port;
  }

  @AfterEach
  void stopRedis() throws IOException {
    redis.stop();
  }

  @Test
  void whateverBreaksNothingIsLostAndNothingIsDoneTwice() {
    ChaosOptions options =
        new ChaosOptions(
            Path.of("target", "chaos").toAbsolutePath(),
            System.nanoTime(),
            Duration.ZERO,
            3,
            2,
            4,
            15,
            Duration.ofSeconds(100),
            true,
            url);
    ChaosRun.Result result = ChaosRun.run(options, this::breakAll);

    String said =
        "seed %d, open %s\n%s".formatted(options.seed(), result.open(), result.judgment().text());
    assertThat(result.judgment().isGood()).as(said).isTrue();
    assertThat(result.open()).as(said).isEmpty();
    assertThat(result.kills()).isEqualTo(options.kills());
    assertThat(result.writes()).as(said).isGreaterThan(50);
    assertThat(result.messages()).as(said).isGreaterThan(300);
    assertThat(result.judgment().number("effect stripe captures")).as(said).isPositive();
    assertThat(result.judgment().number("effect ups shipments")).as(said).isPositive();
    assertThat(result.judgment().counts().keySet())
        .as(said)
        .anyMatch(what -> what.startsWith("resource order "));
  }

  private void breakAll(Chaos chaos) throws Exception {
    Thread.sleep(A_WHILE);
    chaos.troubleForAll();
    chaos.killGateway(0);
    Thread.sleep(A_WHILE);
    redis.stop();
    chaos.terminateBackends();
    chaos.awaitRestarts();
    redis.start();
    chaos.killGateway(1);
    Thread.sleep(A_WHILE);
    chaos.diskFull();
    chaos.awaitRestarts();
    chaos.killDatabase();
    Thread.sleep(A_WHILE);
    chaos.cutDatabase();
    Thread.sleep(A_WHILE);
    // It starts again while the rest comes to rest.
    chaos.killGateway(0);
  }
}
