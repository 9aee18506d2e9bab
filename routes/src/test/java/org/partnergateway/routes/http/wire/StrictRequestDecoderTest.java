package org.partnergateway.routes.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each row of bytes is read as, whether it comes at once or byte by byte. */
final class StrictRequestDecoderTest {
  private static final WireLimits LIMITS =
      new WireLimits(
          20, Duration.ofSeconds(10), request -> request.uri().startsWith("/v1/batches"));
  private static final String UPLOAD =
      "POST /v1/batches HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n";
  private static final String POST = "POST /v1/rates HTTP/1.1\r\nHost: h\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String END = "\r\n0\r\n\r\n";
  private static final String NEXT = "GET /v1/orders HTTP/1.1\r\nHost: h\r\n\r\n";

  static Stream<Arguments> good() {
    return Stream.of(
        argumentSet("no body", NEXT, List.of("GET /v1/orders ")),
        argumentSet(
            "a length", POST + "Content-Length: 5\r\n\r\nabcde", List.of("POST /v1/rates abcde")),
        argumentSet(
            "a length of nothing", POST + "Content-Length: 0\r\n\r\n", List.of("POST /v1/rates ")),
        argumentSet(
            "a length with zeros",
            POST + "Content-Length: 005\r\n\r\nabcde",
            List.of("POST /v1/rates abcde")),
        argumentSet("a chunk", CHUNKED + "5\r\nabcde" + END, List.of("POST /v1/rates abcde")),
        argumentSet(
            "two chunks",
            CHUNKED + "3\r\nabc\r\n0000b\r\ndefghijklmn" + END,
            List.of("POST /v1/rates abcdefghijklmn")),
        argumentSet("no chunks", CHUNKED + "0\r\n\r\n", List.of("POST /v1/rates ")),
        argumentSet(
            "a chunk's extension",
            CHUNKED + "5;name=\"a value\"\r\nabcde" + END,
            List.of("POST /v1/rates abcde")),
        argumentSet(
            "a trailer",
            CHUNKED + "5\r\nabcde\r\n0\r\nX-Sum: 1\r\n\r\n",
            List.of("POST /v1/rates abcde")),
        argumentSet(
            "one after another",
            POST + "Content-Length: 5\r\n\r\nabcde" + NEXT + CHUNKED + "1\r\nz" + END + NEXT,
            List.of(
                "POST /v1/rates abcde", "GET /v1/orders ", "POST /v1/rates z", "GET /v1/orders ")),
        argumentSet("an empty line before", "\r\n" + NEXT, List.of("GET /v1/orders ")),
        argumentSet("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", List.of("GET / ")),
        argumentSet(
            "a body that looks like a request",
            POST + "Content-Length: " + NEXT.length() + "\r\n\r\n" + NEXT,
            List.of("POST /v1/rates " + NEXT)),
        argumentSet(
            "a tab and letters beyond ASCII in a value",
            "GET / HTTP/1.1\r\nHost: h\r\nX-A: a\tb\u00e9\r\n\r\n",
            List.of("GET / ")));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        head("length and chunks", "Content-Length: 6\r\nTransfer-Encoding: chunked", "0\r\n\r\nX"),
        head("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 6", "0\r\n\r\nX"),
        head(
            "two codings",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "0\r\n\r\n"),
        head("a list of codings", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
        head("chunked twice", "Transfer-Encoding: chunked, chunked", "0\r\n\r\n"),
        head("a coding that there isn't", "Transfer-Encoding: xchunked", "0\r\n\r\n"),
        head("identity", "Transfer-Encoding: identity", "0\r\n\r\n"),
        head("a coding with a parameter", "Transfer-Encoding: chunked;q=1", "0\r\n\r\n"),
        head("a quoted coding", "Transfer-Encoding: \"chunked\"", "0\r\n\r\n"),
        head("a vertical tab", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n"),
        head("a space before the colon", "Transfer-Encoding : chunked", "0\r\n\r\n"),
        head("a tab before the colon", "Content-Length\t: 5", "abcde"),
        head("a line that goes on", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
        head("a value that goes on", "X-A: b\r\n\tc", ""),
        head("a first header that begins with a space", " X-A: b", ""),
        head("two lengths", "Content-Length: 5\r\nContent-Length: 6", "abcde"),
        head("the same length twice", "Content-Length: 5\r\nContent-Length: 5", "abcde"),
        head("a list of lengths", "Content-Length: 5, 5", "abcde"),
        head("a negative length", "Content-Length: -1", "abcde"),
        head("a length with a plus", "Content-Length: +5", "abcde"),
        head("a length in hexadecimal", "Content-Length: 0x5", "abcde"),
        head("a length with a fraction", "Content-Length: 5.0", "abcde"),
        head("an empty length", "Content-Length:", "abcde"),
        head("a length beyond all", "Content-Length: 9223372036854775808", "abcde"),
        head("a length that comes round", "Content-Length: 18446744073709551621", "abcde"),
        head("digits of another script", "Content-Length: \u0665", "abcde"),
        head("a NUL in a value", "X-A: a\u0000b", ""),
        head("a NUL in a name", "X\u0000A: ab", ""),
        head("a bare line feed", "X-A: a\nX-B: b", ""),
        head("a bare carriage return", "X-A: a\rX-B: b", ""),
        head("no colon", "X-A", ""),
        head("no name", ": a", ""),
        head("a name with a space", "X A: a", ""),
        head("an escape", "X-A: \u001b[2J", ""),
        head("a second host", "Host: other", ""),
        head("many headers", "X-A: a\r\n".repeat(20) + "X-B: b", ""),
        head("large headers", "X-A: " + "a".repeat(9000), ""),
        argumentSet("chunks in HTTP/1.0", CHUNKED.replace("1.1", "1.0") + "0\r\n\r\n"),
        argumentSet("no host", "GET / HTTP/1.1\r\n\r\n"),
        argumentSet("no version", "GET /\r\n\r\n"),
        argumentSet("HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
        argumentSet("HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n"),
        argumentSet("HTTP/01.1", "GET / HTTP/01.1\r\nHost: h\r\n\r\n"),
        argumentSet("another protocol", "GET / ICY/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        argumentSet("a version twice", "GET / HTTP/1.1 HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("tabs", "GET\t/\tHTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a space at the end", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
        argumentSet("a space at the beginning", " GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a NUL before", "\u0000GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a line feed before", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a line feed alone after the first line", "GET / HTTP/1.1\nHost: h\r\n\r\n"),
        argumentSet("an absolute target", "GET http://h/v1/orders HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("an authority", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("an asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a fragment", "GET /v1/orders#x HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a target beyond ASCII", "GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("a long line", "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: h\r\n\r\n"),
        argumentSet("TLS", "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003"));
  }

  static Stream<Arguments> badBodies() {
    return Stream.of(
        argumentSet("a size in 33 bits", "100000005\r\nabcde" + END),
        argumentSet("a size beyond all", "ffffffffffffffff5\r\nabcde" + END),
        argumentSet("a negative size", "-5\r\nabcde" + END),
        argumentSet("a size with a plus", "+5\r\nabcde" + END),
        argumentSet("a size with a prefix", "0x5\r\nabcde" + END),
        argumentSet("a space before the size", " 5\r\nabcde" + END),
        argumentSet("a space after the size", "5 \r\nabcde" + END),
        argumentSet("a NUL after the size", "5\u0000\r\nabcde" + END),
        argumentSet("no size", "\r\nabcde" + END),
        argumentSet("no number", "five\r\nabcde" + END),
        argumentSet("an extension without a size", ";a=b\r\nabcde" + END),
        argumentSet("a line feed in an extension", "5;a\nabcde" + END),
        argumentSet("a carriage return in an extension", "5;a\rb\r\nabcde" + END),
        argumentSet("a bare line feed after the size", "5\nabcde" + END),
        argumentSet("more than the size", "5\r\nabcdef" + END),
        argumentSet("less than the size", "5\r\nabcd" + END),
        argumentSet("a bare line feed after the data", "5\r\nabcde\n0\r\n\r\n"),
        argumentSet("an endless extension", "5;" + "a".repeat(5000) + "\r\nabcde" + END),
        argumentSet("a trailer without a colon", "5\r\nabcde\r\n0\r\nabc\r\n\r\n"));
  }

  private static Arguments head(String name, String headers, String body) {
    return argumentSet(name, POST + headers + "\r\n\r\n" + body);
  }

  /** What comes out of the decoder: method, target and body of each request; how it ended. */
  private static final class Reading {
    final EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions(), LIMITS));
    final List<String> requests = new ArrayList<>();
    int refusals;

    Reading write(String bytes) {
      try {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
      } catch (DecoderException e) {
        refusals++;
      }
      take();
      return this;
    }

    Reading writeOneByOne(String bytes) {
      for (int i = 0; i < bytes.length(); i++) {
        write(bytes.substring(i, i + 1));
      }
      return this;
    }

    void pass(long seconds) {
      channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      channel.runPendingTasks();
      try {
        channel.checkException();
      } catch (DecoderException e) {
        refusals++;
      }
      take();
    }

    void take() {
      HttpObject part = channel.readInbound();
      while (part != null) {
        DecoderResult result = part.decoderResult();
        if (!result.isSuccess()) {
          refusals++;
        } else if (part instanceof HttpRequest request) {
          requests.add(request.method() + " " + request.uri() + " ");
        }
        if (part instanceof HttpContent content) {
          String more = content.content().toString(ISO_8859_1);
          content.release();
          if (result.isSuccess()) {
            requests.set(requests.size() - 1, requests.getLast() + more);
          }
        }
        part = channel.readInbound();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void whatIsBeyondDoubtIsRead(String bytes, List<String> expected) {
    Reading atOnce = new Reading().write(bytes);
    Reading oneByOne = new Reading().writeOneByOne(bytes);

    assertThat(atOnce.requests).isEqualTo(expected);
    assertThat(oneByOne.requests).isEqualTo(expected);
    assertThat(atOnce.refusals + oneByOne.refusals).isZero();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsNotIsRefusedWithAllThatFollows(String bytes) {
    Reading atOnce = new Reading().write(bytes + NEXT + NEXT);
    Reading oneByOne = new Reading().writeOneByOne(bytes + NEXT + NEXT);

    assertThat(atOnce.requests).isEmpty();
    assertThat(atOnce.refusals).isEqualTo(1);
    assertThat(oneByOne.requests).isEmpty();
    assertThat(oneByOne.refusals).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadRequestBehindAGoodOneEndsTheReadingToo(String bytes) {
    Reading reading = new Reading().write(NEXT + bytes + NEXT);

    assertThat(reading.requests).containsExactly("GET /v1/orders ");
    assertThat(reading.refusals).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void aBodyWhoseChunksAreInDoubtBreaksOff(String body) {
    Reading atOnce = new Reading().write(CHUNKED + body + NEXT);
    Reading oneByOne = new Reading().writeOneByOne(CHUNKED + body + NEXT);

    assertThat(atOnce.requests).hasSize(1);
    assertThat(atOnce.refusals).isEqualTo(1);
    assertThat(oneByOne.requests).hasSize(1);
    assertThat(oneByOne.refusals).isEqualTo(1);
  }

  @Test
  void whoIsTooSlowIsGivenUp() {
    Reading head = new Reading().write(POST);
    Reading body = new Reading().write(POST + "Content-Length: 5\r\n\r\nab");

    for (Reading reading : List.of(head, body)) {
      reading.pass(9);
      assertThat(reading.refusals).isZero();
      reading.pass(2);
      assertThat(reading.refusals).isEqualTo(1);
    }
  }

  @Test
  void whoIsInTimeIsNot() {
    Reading reading = new Reading().write(POST + "Content-Length: 5\r\n\r\nab");
    reading.pass(9);
    reading.write("cde");
    reading.pass(60);
    reading.write(NEXT);

    assertThat(reading.requests).containsExactly("POST /v1/rates abcde", "GET /v1/orders ");
    assertThat(reading.refusals).isZero();
  }

  @Test
  void anUploadMayTakeAsLongAsItLikesWhileItComesOn() {
    Reading reading = new Reading().write(UPLOAD);
    for (int i = 0; i < 30; i++) {
      reading.pass(9);
      reading.write("a".repeat(4096));
    }
    assertThat(reading.refusals).isZero();

    reading.pass(11);
    reading.pass(11);
    assertThat(reading.refusals).isEqualTo(1);
  }

  @Test
  void anUploadThatTricklesIsGivenUp() {
    Reading reading = new Reading().write(UPLOAD);
    reading.pass(9);
    reading.write("a".repeat(4095));
    assertThat(reading.refusals).isZero();

    reading.pass(2);
    assertThat(reading.refusals).isEqualTo(1);
  }

  @Test
  void anUploadThatIsNotReadOnIsNotItsSendersFault() {
    Reading reading = new Reading().write(UPLOAD);
    reading.channel.config().setAutoRead(false);
    reading.pass(60);
    assertThat(reading.refusals).isZero();

    reading.channel.config().setAutoRead(true);
    reading.pass(11);
    assertThat(reading.refusals).isEqualTo(1);
  }
}
