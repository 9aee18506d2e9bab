package org.partnergateway.tests.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands between two ends, keeps what goes through, and changes answers where a test wants it. */
final class As2Middle implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpServer server;
  private final List<Passed> passed = new CopyOnWriteArrayList<>();
  private final List<Passed> receipts = new CopyOnWriteArrayList<>();
  private volatile int receiptStatus = 200;
  private volatile URI target = URI.create("http://127.0.0.1:9/");
  private volatile UnaryOperator<Passed> answers = answer -> answer;

  /**
   * A request or an answer.
   *
   * @param headers by name in lower case
   */
  record Passed(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    Passed withText(String text) {
      return new Passed(status, headers, text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  As2Middle() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.createContext("/receipts", this::keep);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/as2";
  }

  void leadTo(URI next) {
    target = next;
  }

  /** What becomes of answers from now on. */
  void answers(UnaryOperator<Passed> change) {
    answers = change;
  }

  /** The requests that came. */
  List<Passed> requests() {
    return List.copyOf(passed);
  }

  /** The requests that came under an id. */
  List<Passed> requests(String messageId) {
    return passed.stream()
        .filter(one -> one.headers().getOrDefault("message-id", "").contains(messageId))
        .toList();
  }

  /** Receipts that came by themselves, as they came. */
  List<Passed> receipts() {
    return List.copyOf(receipts);
  }

  /** How the next receipts are answered. */
  void receiptStatus(int status) {
    receiptStatus = status;
  }

  private void keep(HttpExchange exchange) throws IOException {
    try (exchange) {
      receipts.add(request(exchange));
      exchange.sendResponseHeaders(receiptStatus, -1);
    }
  }

  private static Passed request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Passed(0, headers, exchange.getRequestBody().readAllBytes());
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      Passed request = request(exchange);
      passed.add(request);
      Passed answer = answers.apply(send(target, request));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends something again as it came. */
  static Passed send(URI target, Passed request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().entrySet().stream()
        .filter(
            e ->
                !Set.of(
                        "host",
                        "content-length",
                        "connection",
                        "transfer-encoding",
                        "expect",
                        "upgrade",
                        "http2-settings",
                        "te",
                        "keep-alive")
                    .contains(e.getKey()))
        .forEach(e -> builder.header(e.getKey(), e.getValue()));
    HttpResponse<byte[]> answer =
        HTTP.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    Map<String, String> headers = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!Set.of("content-length", "transfer-encoding", "connection", "date", ":status")
                  .contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
              }
            });
    return new Passed(answer.statusCode(), headers, answer.body());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
