package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.json.StrictJson;

/** Whatever comes in: it is refused with a word, a place and a count, and nothing has changed. */
@SharesSandbox
class BadInputTest {
  private static final String SHIPMENTS = "/v1/shipments";
  private static final String NO_ORDER = "ord_00000000000000000000000000";
  private static final String NO_PAYMENT = "pay_00000000000000000000000000";
  private static final String NO_SHIPMENT = "shp_00000000000000000000000000";
  private static final String NO_OPERATION = "op_00000000000000000000000000";

  private final RunningSandbox sandbox;
  private final Api api;

  BadInputTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  /** Asks, and makes sure that nothing came of it but an answer and a count. */
  private ApiAnswer refused(ApiRequest request, int status, String code) {
    return sandbox.changesNothing(() -> refusedAndCounted(request, status, code));
  }

  private ApiAnswer refusedAndCounted(ApiRequest request, int status, String code) {
    long counted = sandbox.meters().problems(code);

    ApiAnswer answer = api.send(request);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.at("/code")).isEqualTo(code);
    assertThat(sandbox.meters().problems(code)).isEqualTo(counted + 1);
    return answer;
  }

  private static ApiRequest booking(byte[] body) {
    return ApiRequest.post(SHIPMENTS, body).key(RunningSandbox.fresh("bad"));
  }

  private static Arguments text(String name, String body) {
    return Arguments.argumentSet(name, (Object) body.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> unreadable() {
    String good = new String(StrictJson.write(Bodies.booking("Reader")), StandardCharsets.UTF_8);
    byte[] notUtf8 = good.getBytes(StandardCharsets.UTF_8);
    notUtf8[good.indexOf("Reader")] = (byte) 0xc3;
    return Stream.of(
        text("half a document", good.substring(0, good.length() / 2)),
        text("more after the end", good + " {}"),
        text("a name twice", good.replaceFirst("\\{", "{\"carrier\":\"ups\",")),
        text("single quotes", good.replace('"', '\'')),
        text("a comment", "/* please */" + good),
        text("not a number", good.replace("1200,", "NaN,")),
        text("a byte order mark", "\ufeff" + good),
        text("65 levels", "{\"carrier\":" + "[".repeat(65) + "]".repeat(65) + "}"),
        text("a number of 200 digits", good.replace("1200,", "1".repeat(200) + ",")),
        text("a lone surrogate", good.replace("Reader", "\\ud800")),
        Arguments.argumentSet("bytes that are not UTF-8", (Object) notUtf8));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNotJsonIsRefusedWithItsPlace(byte[] body) {
    ApiAnswer answer = refused(booking(body), 400, "malformed_body");

    assertThat(answer.json().path("errors")).hasSize(1);
    assertThat(answer.at("/errors/0/detail")).containsPattern("line \\d+, column \\d+");
  }

  private static Arguments wrong(String name, String pointer, Consumer<ObjectNode> change) {
    return Arguments.argumentSet(name, pointer, change);
  }

  static Stream<Arguments> invalidBookings() {
    return Stream.of(
        wrong("wrong type", "/service", b -> b.put("service", 3)),
        wrong("unknown field", "/colour", b -> b.put("colour", "red")),
        wrong("missing field", "", b -> b.remove("label")),
        wrong(
            "unknown field inside",
            "/ship_to/street",
            b -> b.withObject("/ship_to").put("street", "x")),
        wrong("empty list", "/parcels", b -> b.putArray("parcels")),
        wrong(
            "no weight",
            "/parcels/0/weight/value",
            b -> b.withObject("/parcels/0/weight").put("value", 0)),
        wrong(
            "a text for a number",
            "/parcels/0/weight/value",
            b -> b.withObject("/parcels/0/weight").put("value", "1200")),
        wrong("null", "/reference", b -> b.putNull("reference")),
        wrong("too long", "/reference", b -> b.put("reference", "x".repeat(36))),
        wrong("unknown carrier", "/carrier", b -> b.put("carrier", "pigeon-post")),
        wrong("a payment provider as carrier", "/carrier", b -> b.put("carrier", "stripe")),
        wrong("an order that there is not", "/order_id", b -> b.put("order_id", NO_ORDER)),
        wrong(
            "an order's id of another shape",
            "/order_id",
            b -> b.put("order_id", "../../etc/passwd")));
  }

  @ParameterizedTest
  @MethodSource("invalidBookings")
  void aBodyThatBreaksTheContractIsRefusedWithThePointer(
      String pointer, Consumer<ObjectNode> change) {
    ObjectNode body = Bodies.booking("Reader");
    change.accept(body);

    ApiAnswer answer = refused(booking(StrictJson.write(body)), 422, "invalid_body");

    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("pointer").asText("none"))
        .contains(pointer);
  }

  private static Arguments row(int status, String code, String name, ApiRequest request) {
    return Arguments.argumentSet(name, status, code, request);
  }

  static Stream<Arguments> refusals() {
    ObjectNode booking = Bodies.booking("Reader");
    ObjectNode nothing = Bodies.object();
    ApiRequest book = ApiRequest.post(SHIPMENTS, booking).key(RunningSandbox.fresh("bad"));
    byte[] large = "x".repeat(2_100_000).getBytes(StandardCharsets.UTF_8);
    String capture = "/v1/payments/" + NO_PAYMENT + "/capture";
    return Stream.of(
        row(413, "body_too_large", "too large", booking(large)),
        row(413, "body_too_large", "too large a webhook", Webhooks.signed(large)),
        row(415, "unsupported_media_type", "plain text", book.header("Content-Type", "text/plain")),
        row(415, "unsupported_media_type", "no media type", book.header("Content-Type", "")),
        row(
            415,
            "unsupported_media_type",
            "a form",
            book.header("Content-Type", "application/x-www-form-urlencoded")),
        row(
            422,
            "invalid_body",
            "no body",
            ApiRequest.post(SHIPMENTS, "").key(RunningSandbox.fresh("bad"))),
        row(400, "idempotency_key_missing", "no key", ApiRequest.post(SHIPMENTS, booking)),
        row(400, "invalid_parameter", "too long a key", book.key("k".repeat(256))),
        row(400, "invalid_parameter", "a key with a tab", book.key("a\tb")),
        row(401, "authentication_required", "no token", book.header("Authorization", "")),
        row(
            401,
            "authentication_required",
            "a wrong token",
            book.header("Authorization", "Bearer wrong-token-1")),
        row(
            401,
            "authentication_required",
            "another scheme",
            book.header("Authorization", "Basic c2FuZGJveDpzYW5kYm94")),
        row(
            401,
            "authentication_required",
            "no token for a read",
            ApiRequest.get("/v1/orders").header("Authorization", "")),
        row(404, "not_found", "unknown path", ApiRequest.get("/v1/pigeons")),
        row(404, "not_found", "a path that climbs", ApiRequest.get("/v1/../../etc/passwd")),
        row(
            404,
            "not_found",
            "a webhook of nobody",
            ApiRequest.post("/partners/nobody/webhooks", nothing)),
        row(
            405,
            "method_not_allowed",
            "another method",
            ApiRequest.get("/v1/orders").method("DELETE")),
        row(405, "method_not_allowed", "a webhook by GET", ApiRequest.get(Webhooks.STRIPE)),
        row(404, "not_found", "no such order", ApiRequest.get("/v1/orders/" + NO_ORDER)),
        row(404, "not_found", "no such payment", ApiRequest.get("/v1/payments/" + NO_PAYMENT)),
        row(404, "not_found", "no such shipment", ApiRequest.get("/v1/shipments/" + NO_SHIPMENT)),
        row(
            404,
            "not_found",
            "no such operation",
            ApiRequest.get("/v1/operations/" + NO_OPERATION)),
        row(404, "not_found", "no such partner", ApiRequest.get("/v1/partners/pigeon-post")),
        row(
            404,
            "not_found",
            "no payment to capture",
            ApiRequest.post(capture, nothing).key(RunningSandbox.fresh("bad"))),
        row(
            404,
            "not_found",
            "no label",
            ApiRequest.get("/v1/shipments/" + NO_SHIPMENT + "/label")),
        row(
            404,
            "not_found",
            "no order to refresh",
            ApiRequest.post("/v1/orders/" + NO_ORDER + "/refresh", nothing)),
        row(
            400,
            "invalid_parameter",
            "an id of another shape",
            ApiRequest.get("/v1/orders/1%20or%201=1")),
        row(400, "invalid_cursor", "a cursor of nowhere", ApiRequest.get("/v1/orders?cursor=abc")),
        row(
            400,
            "invalid_cursor",
            "an event cursor of nowhere",
            ApiRequest.get("/v1/events?cursor=abc")),
        row(
            400,
            "invalid_parameter",
            "a cursor of other signs",
            ApiRequest.get("/v1/orders?cursor=%27")),
        row(400, "invalid_parameter", "no entries", ApiRequest.get("/v1/orders?limit=0")),
        row(400, "invalid_parameter", "too many entries", ApiRequest.get("/v1/orders?limit=201")),
        row(400, "invalid_parameter", "some entries", ApiRequest.get("/v1/orders?limit=some")),
        row(400, "invalid_parameter", "two limits", ApiRequest.get("/v1/orders?limit=1&limit=2")),
        row(
            400,
            "invalid_parameter",
            "a status that there is not",
            ApiRequest.get("/v1/orders?status=lost")),
        row(
            422,
            "invalid_body",
            "tracking by nobody",
            ApiRequest.get("/v1/tracking/pigeon-post/1Z999AA10123456784")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefused(int status, String code, ApiRequest request) {
    refused(request, status, code);
  }

  @ParameterizedTest
  @MethodSource("impossibleCaptures")
  void whatThePaymentDoesNotAllowIsAConflict(ObjectNode body) {
    String payment = sandbox.authorized().id();
    String path = "/v1/payments/" + payment + "/capture";

    refused(ApiRequest.post(path, body).key(RunningSandbox.fresh("bad")), 409, "state_conflict");

    assertThat(api.get("/v1/payments/" + payment).path("status").asText()).isEqualTo("authorized");
  }

  static Stream<Arguments> impossibleCaptures() {
    return Stream.of(
        Arguments.argumentSet("another currency", amount(2500, "EUR")),
        Arguments.argumentSet("too much", amount(2501, "USD")));
  }

  private static ObjectNode amount(long amount, String currency) {
    return Bodies.object().set("amount", Bodies.money(amount, currency));
  }

  static Stream<Arguments> impossibleRefunds() {
    return Stream.of(
        Arguments.argumentSet("another currency", amount(100, "EUR")),
        Arguments.argumentSet("too much", amount(2501, "USD")));
  }

  @ParameterizedTest
  @MethodSource("impossibleRefunds")
  void whatWasNotTakenIsNotGivenBack(ObjectNode body) {
    body.put("payment_id", sandbox.captured().id());

    refused(
        ApiRequest.post("/v1/refunds", body).key(RunningSandbox.fresh("bad")),
        409,
        "state_conflict");
  }
}
