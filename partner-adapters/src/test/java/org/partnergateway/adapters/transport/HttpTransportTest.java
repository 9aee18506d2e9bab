package org.partnergateway.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.adapters.transport.TransportException.Reason;

@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private HttpTransport transport = transport(new Origin(false, "127.0.0.1", 1));

  @AfterEach
  void close() {
    transport.close();
  }

  @AfterAll
  void stop() {
    vertx.close();
  }

  @Test
  void carriesARequestAndItsAnswer() throws Exception {
    FarEnd partner =
        partner(
            (socket, text) ->
                socket.write(
                    FarEnd.answer(
                        "201 Created", "X-Id: 7\r\nSet-Cookie: a\r\nset-cookie: b\r\n", text)));
    HttpAnswer answer = transport.send(post(partner, "/v1/things?x=%20y", "hello"), LONG);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers()).containsEntry("x-id", "7").containsEntry("set-cookie", "a, b");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .startsWith("POST /v1/things?x=%20y HTTP/1.1\r\n")
        .contains("content-length: 5")
        .contains("x-test: yes")
        .endsWith("\r\n\r\nhello");
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "")));
    for (int i = 0; i < 20; i++) {
      transport.send(post(partner, "/", ""), LONG);
    }
    assertThat(partner.arrived()).isEqualTo(20);
    assertThat(partner.connections()).isLessThan(20);
  }

  @Test
  void sendsAPostExactlyOnceWhenTheConnectionIsCut() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.close());
    TransportException e = failure(post(partner, "/charge", "x"), LONG);
    assertThat(e.maybeSent()).isTrue();
    assertThat(e.reason()).isEqualTo(Reason.CUT);
    assertThat(partner.arrived()).isEqualTo(1);
    assertThat(partner.connections()).isEqualTo(1);
  }

  @Test
  void sendsAPostExactlyOnceWhenAKeptConnectionIsCut() throws Exception {
    FarEnd partner =
        partner(
            (socket, text) -> {
              if (text.startsWith("GET")) {
                socket.write(FarEnd.answer("200 OK", "", ""));
              } else {
                socket.close();
              }
            });
    transport.send(get(partner, "/warm"), LONG);
    TransportException e = failure(post(partner, "/charge", "x"), LONG);
    assertThat(e.maybeSent()).isTrue();
    assertThat(partner.arrived("POST /charge HTTP/1.1")).isEqualTo(1);
  }

  @Test
  void saysThatItMayHaveArrivedWhenTheAnswerIsCutHalfWay() throws Exception {
    FarEnd partner =
        partner(
            (socket, text) -> {
              socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
              socket.close();
            });
    assertThat(failure(post(partner, "/", "x"), LONG).maybeSent()).isTrue();
    assertThat(partner.arrived()).isEqualTo(1);
  }

  @Test
  void saysThatItMayHaveArrivedWhenNoAnswerComesInTime() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    FarEnd partner = partner((socket, text) -> socket.closeHandler(end -> closed.countDown()));
    TransportException e = failure(post(partner, "/charge", "x"), Duration.ofMillis(300));
    assertThat(e.maybeSent()).isTrue();
    assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
    closed.await();
    assertThat(partner.arrived()).isEqualTo(1);
  }

  @Test
  void knowsThatNothingArrivedWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Origin nobody = new Origin(false, "127.0.0.1", port);
    transport = transport(nobody);
    TransportException e = failure(request("POST", nobody, "/", "x"), LONG);
    assertThat(e.maybeSent()).isFalse();
    assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
  }

  @Test
  void knowsThatNothingArrivedWhereTheHostIsUnknown() {
    Origin nowhere = new Origin(false, "nowhere.invalid", 80);
    transport = transport(nowhere);
    TransportException e = failure(request("POST", nowhere, "/", "x"), LONG);
    assertThat(e.maybeSent()).isFalse();
  }

  @Test
  void knowsThatNothingArrivedWhenNoConnectionGetsFreeInTime() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    FarEnd partner = partner((socket, text) -> busy.countDown());
    transport.close();
    transport = new HttpTransport(vertx, egress(partner.origin()), LONG, 1);
    Thread hog =
        Thread.startVirtualThread(
            () -> failure(request("GET", partner.origin(), "/hog", ""), Duration.ofSeconds(20)));
    busy.await();
    TransportException e = failure(post(partner, "/charge", "x"), Duration.ofMillis(200));
    assertThat(e.maybeSent()).isFalse();
    assertThat(e).hasMessageContaining("No free connection");
    hog.interrupt();
    hog.join();
    assertThat(partner.arrived("POST /charge HTTP/1.1")).isZero();
  }

  @Test
  void followsNoRedirect() throws Exception {
    FarEnd partner =
        partner(
            (socket, text) ->
                socket.write(FarEnd.answer("302 Found", "location: /elsewhere\r\n", "")));
    assertThat(transport.send(get(partner, "/"), LONG).status()).isEqualTo(302);
    assertThat(partner.arrived()).isEqualTo(1);
  }

  @Test
  void unpacksACompressedAnswer() throws Exception {
    byte[] packed = gzip("hello".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    FarEnd partner =
        partner(
            (socket, text) ->
                socket
                    .write(
                        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n"
                            .formatted(packed.length))
                    .onSuccess(v -> socket.write(io.vertx.core.buffer.Buffer.buffer(packed))));
    assertThat(transport.send(get(partner, "/"), LONG).body()).hasSize(5_000);
  }

  @Test
  void refusesAnAnswerThatIsTooLargeHoweverSmallItIsPacked() throws Exception {
    byte[] packed = gzip(new byte[HttpTransport.LARGEST_ANSWER_BYTES + 1]);
    FarEnd partner =
        partner(
            (socket, text) ->
                socket
                    .write(
                        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n"
                            .formatted(packed.length))
                    .onSuccess(v -> socket.write(io.vertx.core.buffer.Buffer.buffer(packed))));
    TransportException e = failure(get(partner, "/"), LONG);
    assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(e.maybeSent()).isTrue();
  }

  @Test
  void goesOnlyWhereThePartnerMayBeReached() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "")));
    transport.close();
    transport = transport(new Origin(true, "api.acme.example", 443));
    TransportException e = failure(post(partner, "/", "x"), LONG);
    assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(e.maybeSent()).isFalse();
    assertThat(e)
        .hasMessageContaining("acme may not be reached at http://127.0.0.1:" + partner.port())
        .hasMessageContaining("https://api.acme.example:443");
    assertThat(partner.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "/a b", "/a\r\nX: y", "/a\tb", "/é", "/a#b", "http://evil/"})
  void refusesATargetThatCouldEndTheRequestLine(String target) throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "")));
    TransportException e = failure(post(partner, target, "x"), LONG);
    assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(partner.connections()).isZero();
  }

  @Test
  void worksFromAnEventLoopsOwnWorkers() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "")));
    int status =
        vertx
            .executeBlocking(() -> transport.send(get(partner, "/"), LONG).status())
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    assertThat(status).isEqualTo(200);
  }

  private FarEnd partner(BiConsumer<NetSocket, String> answer) throws Exception {
    FarEnd partner = new FarEnd(vertx, answer);
    transport.close();
    transport = transport(partner.origin());
    return partner;
  }

  private HttpTransport transport(Origin allowed) {
    return new HttpTransport(vertx, egress(allowed), Duration.ofSeconds(2), 8);
  }

  private static Egress egress(Origin allowed) {
    return new Egress("acme", Set.of(allowed));
  }

  private TransportException failure(HttpRequest request, Duration timeout) {
    return catchThrowableOfType(TransportException.class, () -> transport.send(request, timeout));
  }

  private static HttpRequest get(FarEnd partner, String target) {
    return request("GET", partner.origin(), target, "");
  }

  private static HttpRequest post(FarEnd partner, String target, String body) {
    return request("POST", partner.origin(), target, body);
  }

  private static HttpRequest request(String method, Origin origin, String target, String body) {
    return new HttpRequest(
        method,
        origin,
        target,
        HttpHeaders.headers().set("X-Test", "yes"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
