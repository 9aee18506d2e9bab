package org.partnergateway.routes.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.partnergateway.routes.config.GatewayProperties;
import org.springframework.util.unit.DataSize;

class TrafficServerTest {
  private static final int EACH = 10;

  /** Answers on the event loop, and counts on which. */
  private static final class CountingByThread implements Gatekeeper {
    private final Map<String, Integer> served = new ConcurrentHashMap<>();

    @Override
    public Handler<HttpServerRequest> guard(Handler<HttpServerRequest> inside) {
      return request -> {
        served.merge(Thread.currentThread().getName(), 1, Integer::sum);
        request.response().end();
      };
    }

    @Override
    public boolean isUpload(String method, String path) {
      return false;
    }

    @Override
    public void ready() {}
  }

  @Test
  void connectionsAreSpreadOverOneEventLoopForEachCore() throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    CountingByThread gatekeeper = new CountingByThread();
    Vertx vertx = VirtualThreads.vertx();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      TrafficServer server =
          new TrafficServer(onAnyPort(), new RefusalCounter(new SimpleMeterRegistry()), gatekeeper);
      server.setVertx(vertx);
      camel.addService(server);
      camel.start();
      server.listen();

      List<Socket> connections = new ArrayList<>();
      try {
        for (int i = 0; i < EACH * loops; i++) {
          connections.add(ask(server.getPort()));
        }
      } finally {
        for (Socket connection : connections) {
          connection.close();
        }
      }
    } finally {
      vertx.close();
    }

    assertThat(gatekeeper.served).hasSize(loops);
    assertThat(gatekeeper.served.values()).containsOnly(EACH);
  }

  /** Asks once, on a connection that stays open. */
  private static Socket ask(int port) throws IOException {
    Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
    connection
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(connection.getInputStream().readNBytes("HTTP/1.1 200".length()))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("HTTP/1.1 200");
    return connection;
  }

  private static GatewayProperties.Http onAnyPort() {
    return new GatewayProperties.Http(
        "127.0.0.1",
        0,
        DataSize.ofMegabytes(1),
        1000,
        null,
        null,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofSeconds(1));
  }
}
