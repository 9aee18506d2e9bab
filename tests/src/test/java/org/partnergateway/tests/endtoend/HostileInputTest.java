package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, at whatever entrance: a refusal of the 400 class in the form of a problem
 * document, nothing stored, nothing asked of a partner, and the gateway goes on.
 */
@SharesSandbox
class HostileInputTest {
  private static final int MUTATIONS = 60;
  private static final List<String> MEDIA_TYPES_AT = List.of("/v1/rates", "/v1/payments");
  private static final long SEED = 20_261_125;

  private final RunningSandbox sandbox;
  private final Api api;

  HostileInputTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  static Stream<Entrance> entrances() {
    return Entrance.all().stream();
  }

  /** Each row at this entrance: all that is wrong with the answers, together. */
  private void refuses(Entrance entrance, Map<String, byte[]> rows, int... allowed) {
    long failed = sandbox.meters().problems("internal_error");
    assertThat(sandbox.changesNothing(() -> wrong(entrance, rows, allowed))).isEmpty();
    assertThat(sandbox.meters().problems("internal_error")).isEqualTo(failed);
  }

  private List<String> wrong(Entrance entrance, Map<String, byte[]> rows, int... allowed) {
    List<String> wrong = new ArrayList<>();
    rows.forEach(
        (name, body) -> {
          try {
            ApiAnswer answer = api.send(entrance.request().apply(body));
            assertThat(answer.status()).as(answer.toString()).isIn(boxed(allowed));
            assertThat(sandbox.store().stored(body)).as("stored").isZero();
          } catch (AssertionError | RuntimeException e) {
            wrong.add(name + ": " + e.getMessage());
          }
        });
    return wrong;
  }

  private static Object[] boxed(int[] values) {
    Object[] boxed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  @ParameterizedTest
  @MethodSource("entrances")
  void whatIsNotJsonIsRefused(Entrance entrance) {
    refuses(entrance, HostileBytes.notJson(), 400);
  }

  @ParameterizedTest
  @MethodSource("entrances")
  void jsonThatMeansNothingIsRefused(Entrance entrance) {
    // An empty object is a good body where nothing but the path is needed, and then there is no
    // such thing.
    refuses(entrance, HostileBytes.strangeJson(), 400, 404, 422);
  }

  static Stream<Arguments> mediaTypes() {
    return Stream.of(
            "application/xml",
            "text/xml; charset=utf-8",
            "application/soap+xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/mixed; boundary=" + "x".repeat(2000),
            "application/json-seq",
            "application/jsonp",
            "application/vnd.api+json",
            "text/plain; charset=no-such-charset",
            "application/octet-stream",
            "application/x-java-serialized-object",
            "*/*",
            "json",
            ";",
            "/",
            "application/json, application/xml")
        .flatMap(
            type ->
                Entrance.all().stream()
                    .filter(one -> MEDIA_TYPES_AT.contains(one.name()))
                    .map(one -> argumentSet(type + " at " + one, type, one)));
  }

  @ParameterizedTest
  @MethodSource("mediaTypes")
  void anotherMediaTypeIsRefusedWhateverIsInside(String type, Entrance entrance) {
    for (byte[] body : List.of(entrance.good(), HostileBytes.notJson().get("a form in parts"))) {
      ApiAnswer answer = api.send(entrance.request().apply(body).header("Content-Type", type));

      assertThat(answer.status()).as(answer.toString()).isIn(400, 415);
    }
  }

  static Stream<Arguments> odd() {
    return Stream.of(
            Map.entry("Content-Type", "application/json; charset=utf-16"),
            Map.entry("Content-Type", "application/json; charset=no-such-charset"),
            Map.entry("Content-Type", "application/json; charset=\"\u00e9"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Content-Encoding", "deflate, gzip, br"),
            Map.entry("Accept", "image/png"),
            Map.entry("Accept-Charset", "no-such-charset"),
            Map.entry("Prefer", "wait=99999999999999999999, wait=-1, ;;;,="),
            Map.entry("Traceparent", "00-zz"),
            Map.entry("Range", "bytes=0-,-1,1-"),
            Map.entry("If-Match", "\"" + "x".repeat(1000) + "\""),
            Map.entry("X-Http-Method-Override", "DELETE"),
            Map.entry("X-Forwarded-For", "127.0.0.1, " + "1, ".repeat(500)))
        .map(header -> argumentSet(header.toString(), header.getKey(), header.getValue()));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void anOddHeaderBreaksNothing(String header, String value) {
    for (Entrance entrance : Entrance.all()) {
      for (byte[] body : List.of(new byte[] {'{'}, HostileBytes.notJson().get("a gzip bomb"))) {
        ApiAnswer answer = api.send(entrance.request().apply(body).header(header, value));

        assertThat(answer.status()).as(entrance + ": " + answer).isBetween(400, 499);
      }
    }
  }

  /** Bodies with a few bytes changed: some are good all the same, but none may break anything. */
  @ParameterizedTest
  @MethodSource("entrances")
  void aGoodBodyWithChangesBreaksNothing(Entrance entrance) {
    Random random = new Random(SEED);
    long failed = sandbox.meters().problems("internal_error");
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] body = Mutation.of(entrance.good(), random);

      ApiAnswer answer = api.send(entrance.request().apply(body));

      assertThat(answer.status())
          .as("number %d of seed %d: %s", i, SEED, answer)
          .isIn(200, 201, 202, 400, 404, 409, 413, 415, 422);
    }
    assertThat(sandbox.meters().problems("internal_error")).isEqualTo(failed);
  }
}
