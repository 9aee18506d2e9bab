package org.partnergateway.adapters.transport;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A partner on a loopback port that counts what arrives, down to the last request line. */
public final class FarEnd {
  private final int port;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();

  /** Answers each request, given by its request line and all of its text, as told. */
  public FarEnd(Vertx vertx, BiConsumer<NetSocket, String> answer) throws Exception {
    port =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  connections.incrementAndGet();
                  socket.handler(
                      bytes -> {
                        String text = bytes.toString(StandardCharsets.UTF_8);
                        String line = text.substring(0, Math.max(0, text.indexOf("\r\n")));
                        arrived.computeIfAbsent(line, l -> new AtomicInteger()).incrementAndGet();
                        answer.accept(socket, text);
                      });
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public Origin origin() {
    return new Origin(false, "127.0.0.1", port);
  }

  public int connections() {
    return connections.get();
  }

  /** How often a request line arrived, such as {@code POST /x HTTP/1.1}. */
  public int arrived(String line) {
    AtomicInteger count = arrived.get(line);
    return count == null ? 0 : count.get();
  }

  public int arrived() {
    return arrived.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** An answer on the wire. */
  public static String answer(String status, String headers, String body) {
    return "HTTP/1.1 %s\r\n%scontent-length: %d\r\n\r\n%s"
        .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }
}
