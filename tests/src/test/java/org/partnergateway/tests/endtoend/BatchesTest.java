package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

/** Many lines at once, from the upload to the far end. */
@SharesSandbox
final class BatchesTest {
  private static final String LINES = "application/x-ndjson";
  private static final String CSV = "text/csv";

  private final RunningSandbox sandbox;
  private final Api api;

  BatchesTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  private static ApiRequest upload(String query, String mediaType, byte[] content) {
    return new ApiRequest(
            "POST", "/v1/batches?" + query, Map.of("Content-Type", mediaType), content)
        .key(UUID.randomUUID().toString());
  }

  private static ApiRequest upload(String query, String mediaType, String content) {
    return upload(query, mediaType, content.getBytes(UTF_8));
  }

  private JsonNode ended(JsonNode batch) {
    return Await.until(
        "the batch has ended",
        () -> api.get("/v1/batches/" + batch.path("id").asText()),
        now -> now.has("ended_at"));
  }

  private List<JsonNode> errors(JsonNode batch) {
    List<JsonNode> errors = new ArrayList<>();
    String file =
        new String(
            api.send(ApiRequest.get(batch.at("/links/errors").asText())).expect(200).body(), UTF_8);
    file.lines().forEach(line -> errors.add(StrictJson.read(line.getBytes(UTF_8))));
    return errors;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void everyLevelOfAFileIsToldItsMarketplaceOnceAndABadLineIsNamed() throws IOException {
    Map<String, Long> before = sandbox.sandbox().partners().effects("walmart");
    String text =
        """
        sku;available;product_type\r
        KETTLE-12;7;\r
        MUG-BLUE;5;"two
        lines"\r
        FILTER-100;viele;\r
        NO-SUCH;1;\r
        """;
    ApiRequest request =
        upload(
                "kind=inventory-levels&partner=walmart&name=stock.csv",
                CSV,
                gzip(text.getBytes(UTF_8)))
            .header("Content-Encoding", "gzip");
    ApiAnswer answer = api.send(request).expect(202);
    JsonNode batch = answer.json();
    assertThat(answer.header("Location")).isEqualTo("/v1/batches/" + batch.path("id").asText());
    assertThat(batch.path("status").asText()).isEqualTo("queued");
    JsonNode ended = ended(batch);
    assertThat(ended.path("status").asText()).isEqualTo("completed_with_errors");
    assertThat(ended.path("read").asInt()).isEqualTo(4);
    assertThat(ended.path("done").asInt()).as("%s", errors(batch)).isEqualTo(2);
    assertThat(ended.path("failed").asInt()).isEqualTo(2);
    assertThat(ended.path("pending").asInt()).isZero();
    assertThat(errors(batch))
        .satisfiesExactly(
            error -> {
              assertThat(error.path("line").asInt()).isEqualTo(5);
              assertThat(error.path("pointer").asText()).isEqualTo("/available");
              assertThat(error.path("content").asText()).isEqualTo("FILTER-100;viele;");
            },
            error -> {
              assertThat(error.path("line").asInt()).isEqualTo(6);
              assertThat(error.path("reason").asText()).contains("no such sku");
              assertThat(error.path("operation_id").asText()).startsWith("op_");
            });
    assertThat(
            sandbox.sandbox().partners().effects("walmart").getOrDefault("inventory-figures", 0L)
                - before.getOrDefault("inventory-figures", 0L))
        .isEqualTo(2);
    ApiAnswer csv =
        api.send(ApiRequest.get(batch.at("/links/errors").asText()).header("Accept", CSV));
    assertThat(new String(csv.body(), UTF_8))
        .startsWith("line,reason,pointer,operation_id,content\r\n5,");
    assertThat(
            new String(
                api.send(ApiRequest.get(batch.at("/links/content").asText())).expect(200).body(),
                UTF_8))
        .isEqualTo(text);
    ApiAnswer again = api.send(request).expect(202);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json().path("id")).isEqualTo(batch.path("id"));
    assertThat(api.all("/v1/batches?kind=inventory-levels"))
        .extracting(b -> b.path("id").asText())
        .contains(batch.path("id").asText());
    api.send(
            new ApiRequest(
                "POST",
                request.target(),
                request.headers(),
                gzip("sku,available\nA,1\n".getBytes(UTF_8))))
        .expect(422);
    assertThat(
            api.all("/v1/events?type=org.partnergateway.batch.updated.v1").stream()
                .filter(e -> e.path("subject").asText().equals(batch.path("id").asText()))
                .map(e -> e.at("/data/status").asText()))
        .containsExactly("queued", "completed_with_errors");
  }

  @Test
  void ordersFromElsewhereAreBroughtInAndMerged() {
    String number = "9" + System.nanoTime();
    String order =
        """
        {"partner":"bol","partner_refs":[{"type":"order_id","value":"%s"}],"status":"%s",\
        "placed_at":"2026-11-20T10:00:00Z","currency":"EUR",\
        "line_items":[{"id":"1","sku":"A","quantity":{"ordered":2}}]}
        """;
    JsonNode first =
        ended(
            api.send(upload("kind=orders", LINES, order.formatted(number, "confirmed")))
                .expect(202)
                .json());
    assertThat(first.path("status").asText()).isEqualTo("completed");
    JsonNode second =
        ended(
            api.send(
                    upload(
                        "kind=orders",
                        LINES,
                        order.formatted(number, "shipped") + "{\"partner\":\"bol\"}\n"))
                .expect(202)
                .json());
    assertThat(second.path("done").asInt()).isEqualTo(1);
    assertThat(second.path("failed").asInt()).isEqualTo(1);
    assertThat(errors(second).getFirst().path("reason").asText()).contains("partner_refs");
    List<JsonNode> orders =
        api.all("/v1/orders?partner=bol").stream()
            .filter(o -> o.at("/partner_refs/0/value").asText().equals(number))
            .toList();
    assertThat(orders)
        .singleElement()
        .satisfies(o -> assertThat(o.path("status").asText()).isEqualTo("shipped"));
  }

  @Test
  void aBookingThatTheCarrierDeclinesIsAnErrorAndOnlyItIsRunAgain() {
    String reference = "batch" + System.nanoTime() % 1_000_000;
    String label =
        """
        {"carrier":"ups","service":"%s","reference":"%s","label":{"format":"zpl","size":"4x6"},\
        "ship_from":{"name":"Desk","company":"Warehouse","lines":["1200 Harbor Way"],"locality":"Oakland","region":"CA","postal_code":"94607","country":"US","phone":"+15105550100"},\
        "ship_to":{"name":"A. Buyer","lines":["350 Fifth Avenue"],"locality":"New York","region":"NY","postal_code":"10118","country":"US","phone":"+12125550100"},\
        "parcels":[{"weight":{"value":1.2,"unit":"kg"}}]}
        """;
    int before = sandbox.arrivals().bookings(reference);
    JsonNode batch =
        api.send(
                upload(
                    "kind=shipments",
                    LINES,
                    label.formatted("ups_ground", reference)
                        + label.formatted("no_such_service", reference)
                        + label.formatted("ups_ground", reference)))
            .expect(202)
            .json();
    JsonNode ended = ended(batch);
    assertThat(ended.path("done").asInt()).isEqualTo(2);
    assertThat(ended.path("failed").asInt()).isEqualTo(1);
    assertThat(sandbox.arrivals().bookings(reference) - before).isEqualTo(2);
    assertThat(errors(batch).getFirst().path("line").asInt()).isEqualTo(2);
    JsonNode rerun =
        api.post(
                "/v1/batches/" + batch.path("id").asText() + "/rerun",
                "again-" + reference,
                StrictJson.nodes().objectNode())
            .expect(202)
            .json();
    assertThat(rerun.path("rerun_of")).isEqualTo(batch.path("id"));
    assertThat(rerun.path("total").asInt()).isEqualTo(1);
    JsonNode endedAgain = ended(rerun);
    assertThat(endedAgain.path("read").asInt()).isEqualTo(1);
    assertThat(errors(rerun).getFirst().path("line").asInt()).isEqualTo(2);
    assertThat(sandbox.arrivals().bookings(reference) - before).isEqualTo(2);
  }

  @Test
  void moneyIsGivenBackLineByLineAndNoMoreThanThereIs() {
    String payment = sandbox.captured().id();
    String other = sandbox.captured().id();
    String nobodys = "pay_01kaqx5v8e3c7h2m9t4r6w0y1z";
    long refunds = sandbox.effects().get("stripe refunds");
    String text =
        """
        payment_id;amount.amount;amount.currency;reason
        %1$s;1000;USD;requested_by_customer
        %1$s;1400;USD;duplicate
        %2$s;;;
        %1$s;101;USD;
        %3$s;100;USD;
        %2$s;-5;USD;
        """
            .formatted(payment, other, nobodys);
    JsonNode batch = api.send(upload("kind=refunds", CSV, text)).expect(202).json();
    JsonNode ended = ended(batch);
    List<JsonNode> errors = errors(batch);
    assertThat(errors).extracting(error -> error.path("line").asInt()).containsExactly(5, 6, 7);
    assertThat(errors.get(0).path("reason").asText()).contains("left to refund");
    assertThat(errors.get(1).path("reason").asText()).contains("no payment " + nobodys);
    assertThat(errors.get(2).path("pointer").asText()).isEqualTo("/amount/amount");
    assertThat(ended.path("done").asInt()).isEqualTo(3);
    assertThat(sandbox.effects().get("stripe refunds")).isEqualTo(refunds + 3);
    assertThat(refunded(payment)).isEqualTo(2400);
    assertThat(refunded(other)).isEqualTo(2500);
  }

  private long refunded(String payment) {
    return api.get("/v1/payments/" + payment).at("/refunded_amount/amount").asLong();
  }

  @Test
  void whatRunsIsPausedGoesOnWhereItStoodAndIsCanceled() {
    int count = 12_000;
    JsonNode batch = api.send(upload("kind=orders", LINES, orders(count))).expect(202).json();
    String path = "/v1/batches/" + batch.path("id").asText();
    Await.until("it runs", () -> api.get(path), now -> now.path("read").asInt() > 0);
    JsonNode paused = move(path, "/pause");
    assertThat(paused.path("status").asText()).isEqualTo("paused");
    assertThat(paused.path("read").asInt()).isBetween(1, count - 1);
    assertThat(move(path, "/pause")).isEqualTo(paused);
    assertThat(move(path, "/resume").path("read")).isEqualTo(paused.path("read"));
    Await.until("it goes on", () -> api.get(path), now -> isAfter(now, paused));
    JsonNode canceled = move(path, "/cancel");
    assertThat(canceled.path("status").asText()).isEqualTo("canceled");
    assertThat(canceled.path("read").asInt()).isLessThan(count);
    assertThat(canceled.path("done")).isEqualTo(canceled.path("read"));
    assertThat(
            api.all("/v1/events?type=org.partnergateway.batch.updated.v1").stream()
                .filter(e -> e.path("subject").asText().equals(batch.path("id").asText()))
                .map(e -> e.at("/data/status").asText()))
        .containsExactly("queued", "paused", "queued", "canceled");
  }

  private JsonNode move(String path, String move) {
    return api.post(path + move, null, StrictJson.nodes().objectNode()).expect(200).json();
  }

  private static boolean isAfter(JsonNode now, JsonNode before) {
    return now.path("read").asInt() > before.path("read").asInt();
  }

  /** Brought in by lines of many steps. */
  private static String orders(int count) {
    String run = String.valueOf(System.nanoTime());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines
          .append("{\"partner\":\"bol\",\"partner_refs\":[{\"type\":\"order_id\",\"value\":\"")
          .append(run)
          .append('-')
          .append(i)
          .append("\"}],\"status\":\"confirmed\",\"placed_at\":\"2026-11-20T10:00:00Z\",")
          .append("\"currency\":\"EUR\",\"line_items\":[{\"id\":\"1\",\"sku\":\"A\",")
          .append("\"quantity\":{\"ordered\":2}}]}\n");
    }
    return lines.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          kind=inventory-levels             # text/csv             # 422 # file_refused             # sku,available\\nA,1
          kind=inventory-levels&delimiter=, # text/csv             # 422 # file_refused             # partner;sku;available\\nbol;A;1
          kind=inventory-levels             # application/x-ndjson # 422 # file_refused             # [{"sku":"A"}]
          kind=inventory-levels             # text/csv;charset=utf-16 # 415 # unsupported_media_type # partner,sku,available
          kind=inventory-levels             # application/json     # 415 # unsupported_media_type   # {}
          kind=inventory-level              # text/csv             # 400 # invalid_parameter        # partner,sku,available
          kind=refunds&partner=nobody       # text/csv             # 400 # invalid_parameter        # payment_id
          kind=refunds&partner=stripe&report=x # text/csv          # 400 # invalid_parameter        # payment_id
          kind=refunds&delimiter=x          # text/csv             # 400 # invalid_parameter        # payment_id
          """)
  void whatIsNotWhatItSaysIsRefusedWhole(
      String query, String mediaType, int status, String code, String content) {
    ApiAnswer answer =
        api.send(upload(query.strip(), mediaType.strip(), content.strip().replace("\\n", "\n")))
            .expect(status);
    assertThat(answer.json().path("code").asText()).isEqualTo(code.strip());
    assertThat(answer.json().path("detail").asText()).isNotBlank();
  }

  @Test
  void aBombIsRefusedAndSoIsWhoHasNoKeyOrToken() throws IOException {
    byte[] bomb = gzip(("partner,sku,available\n" + "bol,A,1\n".repeat(4_000_000)).getBytes(UTF_8));
    ApiAnswer refused =
        api.send(upload("kind=inventory-levels", CSV, bomb).header("Content-Encoding", "gzip"))
            .expect(413);
    assertThat(refused.json().path("detail").asText()).contains("200 times");
    ApiRequest plain = upload("kind=inventory-levels", CSV, "partner,sku,available\nbol,A,1\n");
    assertThat(
            api.send(plain.header("Idempotency-Key", "")).expect(400).json().path("code").asText())
        .isEqualTo("idempotency_key_missing");
    api.send(plain.header("Authorization", "Bearer wrong")).expect(401);
  }

  @Test
  void aFileOfManyMegabytesIsTakenThoughARequestMayNotBeAsLarge() {
    StringBuilder text = new StringBuilder("partner,sku,available,as_of\n");
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      text.append("bol,").append("S".repeat(120)).append(i).append(",-1,2026-11-24T09:00:00Z\n");
    }
    JsonNode batch =
        api.send(upload("kind=inventory-levels", CSV, text.toString())).expect(202).json();
    assertThat(batch.path("size").asLong()).isEqualTo(text.length());
    JsonNode ended = ended(batch);
    assertThat(ended.path("failed").asInt()).isEqualTo(count);
    assertThat(text.length()).isGreaterThan(3_000_000);
    assertThat(ended.path("lines_per_second").asDouble()).isPositive();
    assertThat(errors(batch)).hasSize(count);
    assertThat(ended.path("read").asDouble()).isCloseTo(count, within(0.1));
  }

  @Test
  void pauseResumeAndCancelAreSafeToRepeatAndRefusedAtTheEnd() {
    JsonNode batch =
        api.send(upload("kind=inventory-levels", LINES, "{\"sku\":1}\n")).expect(202).json();
    ended(batch);
    String path = "/v1/batches/" + batch.path("id").asText();
    for (String move : List.of("/pause", "/resume", "/cancel")) {
      assertThat(
              api.post(path + move, null, StrictJson.nodes().objectNode())
                  .expect(409)
                  .json()
                  .path("code")
                  .asText())
          .isEqualTo("state_conflict");
    }
    api.send(ApiRequest.get("/v1/batches/bat_01kaqx5v8e3c7h2m9t4r6w0y1z")).expect(404);
  }
}
