package org.partnergateway.tests.durability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a gateway and its partners, and holds answers back: the partner has done what it
 * was asked, and nobody knows yet.
 */
public final class HoldingProxy implements AutoCloseable {
  /** Headers that belong to one connection, or that the client sets itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final URI partners;
  private final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Set<String> toHold = Set.of();

  public HoldingProxy(URI partners) {
    this.partners = partners;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** The same address with this proxy's port. */
  public String instead(String address) {
    return address.replace(partners.getAuthority(), "127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on answers to these paths are held. */
  public void hold(Set<String> paths) {
    toHold = paths;
  }

  /** Paths whose answers are being held, or were. */
  public Set<String> held() {
    return held;
  }

  /** Lets go: what is held goes out, and nothing is held any more. */
  public void release() {
    toHold = Set.of();
    released.countDown();
  }

  /** How many requests have arrived at this path. */
  public int arrived(String path) {
    AtomicInteger count = arrived.get(path);
    return count == null ? 0 : count.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    arrived.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
    try (exchange) {
      HttpResponse<byte[]> answer = ask(exchange);
      if (toHold.contains(path)) {
        held.add(path);
        released.await();
      }
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(partners.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    new TreeMap<>(exchange.getRequestHeaders())
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static boolean isPassedOn(String header) {
    return !header.startsWith(":")
        && !OF_THE_CONNECTION.contains(header.toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
