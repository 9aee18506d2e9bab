package org.partnergateway.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.IncomingFile;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;
import org.partnergateway.tests.durability.Await;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * That every message which {@code asyncapi.yaml} names comes about, and keeps to it. The documents
 * are the examples of {@code openapi.yaml}. A message that is new there needs a row here.
 */
class EveryEventTest {
  private static final String TYPE = "org.partnergateway.%s.v1";
  private static final String PARTNER = "ups";
  private static EventGateway gateway;

  /**
   * A document of the ledger that is begun and then changes.
   *
   * @param example of {@code openapi.yaml}
   * @param news what changes
   */
  private record Row(String kind, String example, String news) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("order", "order", "{'status': 'processing'}"),
          new Row("payment", "authorizedPayment", "{'status': 'canceled'}"),
          new Row("refund", "refund", "{'status': 'failed'}"),
          new Row("shipment", "purchasedShipment", "{'status': 'voided'}"),
          new Row("pickup", "scheduledPickup", "{'status': 'canceled'}"),
          new Row("manifest", "closedManifest", "{'partner_code': 'PRINTED'}"),
          new Row("return", "return", "{'status': 'completed'}"),
          new Row("inventory_level", "inventoryLevel", "{'available': 3}"),
          new Row("settlement", "settlement", "{'status': 'reversed'}"));

  private static final List<String> BY_THEMSELVES =
      List.of(TYPE.formatted("operation.updated"), TYPE.formatted("batch.updated"));

  @BeforeAll
  static void start() {
    // A carrier that is never reached: what is asked of it ends, and that is an event too.
    gateway =
        new EventGateway(
            Map.of(
                "gateway.partners.ups.base-url", "http://127.0.0.1:1",
                "gateway.partners.ups.credentials.client_id", "none",
                "gateway.partners.ups.credentials.client_secret", "none",
                "gateway.partners.ups.credentials.webhook_credential",
                    "none-at-all-that-anybody-has",
                "gateway.partners.ups.settings.shipper_number", "A1B2C3",
                "gateway.partners.edi-retailer.settings.our_id", "MERCHANT",
                "gateway.partners.edi-retailer.settings.their_id", "RETAILER",
                "gateway.partners.ups.settings.webhook_url", "http://127.0.0.1:1/none"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void everyMessageOfTheContractComesAboutAndKeepsToIt() {
    String begin = gateway.end();
    for (Row row : ROWS) {
      ObjectNode document = example(row.example());
      String id = document.path("id").asText();
      write(writer -> writer.create(row.kind(), PARTNER, document, Instant.now()));
      ObjectNode news = json(row.news());
      write(writer -> writer.apply(PARTNER, Change.of(row.kind(), id, news), Instant.now()));
    }
    scanned(example("purchasedShipment").path("id").asText());
    asked();
    batched();
    interchanged();

    AsyncContract contract = gateway.bean(Definitions.class).events();
    Await.until(
        "what goes on by itself has ended", () -> told(begin).keySet().containsAll(BY_THEMSELVES));
    Map<String, List<JsonNode>> told = told(begin);
    assertThat(told.keySet())
        .as("each message of asyncapi.yaml needs something here that makes it come about")
        .containsExactlyInAnyOrderElementsOf(contract.messages());
    told.forEach(
        (type, events) ->
            assertThat(events)
                .allSatisfy(event -> assertThat(contract.check(type, event)).as(type).isEmpty()));
    assertThat(gateway.meter("gateway.events.contract.violations")).isZero();
  }

  private static void scanned(String shipment) {
    ObjectNode scan =
        json(
            "{'id': 'trk_01kaqx7n4r6t9w2y5b8d1f3h6k', 'type': 'in_transit', 'occurred_at': '2026-11-26T01:02:03Z'}");
    write(
        writer ->
            writer.apply(
                PARTNER,
                new Change(
                    "shipment",
                    shipment,
                    null,
                    Instant.now(),
                    json("{'tracking_status': 'in_transit'}"),
                    List.of(scan)),
                Instant.now()));
  }

  private static void asked() {
    ObjectNode booking = example("bookShipment");
    booking.put("carrier", PARTNER);
    gateway.send(
        gateway
            .request("/v1/shipments")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "every-event")
            .POST(BodyPublishers.ofByteArray(StrictJson.write(booking))));
  }

  /** A batch whose only line is no inventory level. */
  private static void batched() {
    gateway.send(
        gateway
            .request("/v1/batches?kind=inventory-levels")
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", "every-event-batch")
            .POST(BodyPublishers.ofString("{}\n")));
  }

  /** An interchange of ours that the partner refuses. */
  private static void interchanged() {
    Instant now = Instant.now();
    StoredInterchange sent =
        new StoredInterchange(
            "ich_01kaqx5v8e3c7h2m9t4r6w0y1z",
            false,
            "edi-retailer",
            "x12",
            "ZZ:MERCHANT",
            "ZZ:RETAILER",
            "000000007",
            "P",
            InterchangeStatus.AWAITED,
            null,
            null,
            StrictJson.nodes().arrayNode(),
            null,
            null,
            null,
            null,
            now,
            null);
    String answer =
        "ISA*00*          *00*          *ZZ*RETAILER       *ZZ*MERCHANT       *261120*0930*^*00501*000000001*0*P*>~"
            + "TA1*000000007*261120*0915*R*021~IEA*0*000000001~";
    IncomingFile file =
        new IncomingFile(
            "fil_01kaqx5v8e3c7h2m9t4r6w0y1z",
            "edi-retailer",
            "mailbox",
            "refused.edi",
            answer.getBytes(StandardCharsets.UTF_8),
            now);
    gateway
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            transaction -> {
              gateway.bean(Interchanges.class).add(sent);
              gateway.bean("interchangeHandler", FileHandler.class).handle(file);
            });
  }

  private static Map<String, List<JsonNode>> told(String begin) {
    Map<String, List<JsonNode>> told = new TreeMap<>();
    JsonNode page =
        EventGateway.json(gateway.send(gateway.request("/v1/events?limit=200&cursor=" + begin)));
    page.path("data")
        .forEach(
            event ->
                told.computeIfAbsent(event.path("type").asText(), type -> new ArrayList<>())
                    .add(event));
    return told;
  }

  private static void write(Consumer<LedgerWriter> what) {
    gateway
        .bean(TransactionTemplate.class)
        .executeWithoutResult(transaction -> what.accept(gateway.bean(LedgerWriter.class)));
  }

  private static ObjectNode example(String name) {
    return (ObjectNode)
        gateway
            .bean(Definitions.class)
            .schemas()
            .documents()
            .get("contracts/canonical/openapi.yaml")
            .root()
            .at("/components/examples/" + name + "/value")
            .deepCopy();
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) StrictJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
