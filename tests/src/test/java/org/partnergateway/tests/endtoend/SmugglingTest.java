package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.tests.endtoend.RawConnection.Answer;
import org.partnergateway.tests.endtoend.RawConnection.Answers;

/**
 * A request that hides in another is never served: each of these is answered once, with a problem
 * document, and the connection is closed, whatever follows on it. What is read from which bytes has
 * its own rows beside the decoder.
 */
@SharesSandbox
class SmugglingTest {
  /** Longer than an answer ever takes, and waited for only where the connection stays open. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration SHORT_SILENCE = Duration.ofMillis(300);

  private final RunningSandbox sandbox;
  private final int port;
  private final String key = RunningSandbox.fresh("smuggled");

  SmugglingTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.port = sandbox.sandbox().gatewayAddress().getPort();
  }

  private String head(String line, String... headers) {
    StringBuilder head = new StringBuilder(line).append("\r\nHost: gateway\r\n");
    head.append("Authorization: Bearer ").append(sandbox.token()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** A booking that must not happen: what the attacker hides. */
  private String hidden() {
    byte[] body = StrictJson.write(Bodies.booking("Smuggler"));
    return head(
            "POST /v1/shipments HTTP/1.1",
            "Content-Type: application/json",
            "Idempotency-Key: " + key,
            "Content-Length: " + body.length)
        + new String(body, ISO_8859_1);
  }

  static Stream<Arguments> vectors() {
    String chunked = "Transfer-Encoding: chunked";
    return Stream.of(
        argumentSet("CL.TE", 400, "Content-Length: 4\r\n" + chunked, "0\r\n\r\n"),
        argumentSet("TE.CL", 400, chunked + "\r\nContent-Length: 4", "5c\r\n"),
        argumentSet("TE.TE", 400, chunked + "\r\nTransfer-Encoding: x", "0\r\n\r\n"),
        argumentSet("TE.TE, a list", 400, "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
        argumentSet("TE.TE, a space", 400, "Transfer-Encoding : chunked", "0\r\n\r\n"),
        argumentSet("TE.TE, a tab", 400, "Transfer-Encoding:\tchunked\u000b", "0\r\n\r\n"),
        argumentSet("TE.TE, folded", 400, "Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
        argumentSet("TE.TE, hidden", 400, "X: x\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        argumentSet("TE.TE, another", 400, "Transfer-Encoding: cow", "0\r\n\r\n"),
        argumentSet("two lengths", 400, "Content-Length: 0\r\nContent-Length: 44", ""),
        argumentSet("a negative length", 400, "Content-Length: -1", ""),
        argumentSet("a length with a plus", 400, "Content-Length: +0", ""),
        argumentSet("a huge length", 400, "Content-Length: 99999999999999999999", ""),
        argumentSet("a NUL", 400, "X: a\u0000b", ""),
        argumentSet("a folded header", 400, "X: a\r\n b", ""),
        argumentSet("a chunk of 33 bits", 400, chunked, "100000002\r\n{}\r\n0\r\n\r\n"),
        argumentSet("a chunk with a prefix", 400, chunked, "0x2\r\n{}\r\n0\r\n\r\n"),
        argumentSet("a chunk too long", 400, chunked, "1\r\n{}\r\n0\r\n\r\n"),
        argumentSet("an extension with a line feed", 400, chunked, "2;a\n{}\r\n0\r\n\r\n"),
        argumentSet("many headers", 400, "X: a\r\n".repeat(200) + "X: b", ""),
        argumentSet("large headers", 431, "X: " + "a".repeat(10_000), ""),
        argumentSet("too large a body", 413, "Content-Length: 1000000000", ""));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatIsInDoubtIsRefusedWithAllThatFollows(int status, String headers, String body) {
    refusedOnce(
        status, head("POST /v1/rates HTTP/1.1", "Content-Type: application/json", headers) + body);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        argumentSet("an absolute target", 400, "GET http://other/v1/orders HTTP/1.1"),
        argumentSet("a proxy's request", 400, "CONNECT other:443 HTTP/1.1"),
        argumentSet("HTTP/2 without asking", 400, "PRI * HTTP/2.0"),
        argumentSet("a version that isn't", 400, "GET /v1/orders HTTP/9.9"),
        argumentSet("two spaces", 400, "GET  /v1/orders HTTP/1.1"),
        argumentSet("a control character", 400, "GET /v1/\u0001orders HTTP/1.1"),
        argumentSet("a long line", 414, "GET /v1/orders?cursor=" + "a".repeat(5000) + " HTTP/1.1"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineThatIsNoneIsRefusedWithAllThatFollows(int status, String line) {
    refusedOnce(status, head(line));
  }

  @Test
  void chunksInHttp10AreRefusedWithAllThatFollows() {
    refusedOnce(400, head("POST /v1/rates HTTP/1.0", "Transfer-Encoding: chunked") + "0\r\n\r\n");
  }

  @Test
  void anUpgradeIsNotTaken() {
    try (RawConnection connection = new RawConnection(port)) {
      Answers answers =
          connection
              .send(
                  head(
                      "GET /v1/partners HTTP/1.1",
                      "Connection: Upgrade, HTTP2-Settings",
                      "Upgrade: h2c",
                      "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"))
              .read(SHORT_SILENCE);

      assertThat(answers.statuses()).containsExactly(200);
    }
  }

  @Test
  void requestsInARowAreServedInARow() {
    byte[] body = StrictJson.write(Bodies.rates("Reader"));
    String post =
        head(
            "POST /v1/rates HTTP/1.1",
            "Content-Type: application/json",
            "Content-Length: " + body.length);
    String get = head("GET /v1/partners HTTP/1.1");
    try (RawConnection connection = new RawConnection(port)) {
      Answers answers =
          connection
              .send(get + post + new String(body, UTF_8) + head("GET /v1/pigeons HTTP/1.1") + get)
              .read(Duration.ofSeconds(2));

      assertThat(answers.statuses()).containsExactly(200, 200, 404, 200);
    }
  }

  @Test
  void afterABadOneInARowNothingIsServed() {
    String get = head("GET /v1/partners HTTP/1.1");
    try (RawConnection connection = new RawConnection(port)) {
      Answers answers =
          connection
              .send(get + head("GET /v1/orders HTTP/1.1", "Content-Length: x") + get + hidden())
              .read(SILENCE);

      assertThat(answers.statuses()).containsExactly(200, 400);
      assertThat(answers.closed()).isTrue();
    }
    assertThat(sandbox.store().operationsUnder(key)).isZero();
  }

  private void refusedOnce(int status, String request) {
    Map<String, Long> effects = sandbox.effects();
    try (RawConnection connection = new RawConnection(port)) {
      Answers answers = connection.send(request + hidden()).read(SILENCE);

      assertThat(answers.statuses()).containsExactly(status);
      assertThat(answers.closed()).as("the connection is closed").isTrue();
      Answer answer = answers.all().getFirst();
      assertThat(answer.headers()).containsIgnoringCase("content-type: application/problem+json");
      JsonNode problem = StrictJson.read(answer.body().getBytes(ISO_8859_1));
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("detail").asText()).isNotEmpty();
    }
    assertThat(sandbox.store().operationsUnder(key)).as("what was hidden").isZero();
    assertThat(sandbox.effects()).isEqualTo(effects);
  }
}
