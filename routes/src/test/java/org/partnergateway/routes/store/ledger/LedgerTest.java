package org.partnergateway.routes.store.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;

final class LedgerTest {
  private static final Instant SINCE = Instant.parse("2026-11-23T10:00:00Z");

  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Ledger ledger = new Ledger(DATABASE.client(), clock);

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate ledger, ledger_reference, tracking_event, document");
  }

  @Test
  void anEntryComesBackAsItWasPut() {
    LedgerEntry put = ledger.put(payment("pay_1", "authorized"));

    assertThat(put.version()).isEqualTo(1);
    assertThat(put.createdAt()).isEqualTo(clock.instant());
    assertThat(ledger.find("payment", "pay_1")).contains(put);
    assertThat(ledger.find("order", "pay_1")).isEmpty();
  }

  @Test
  void aChangeGoesOnTopOfTheVersionItWasMadeFrom() {
    LedgerEntry first = ledger.put(payment("pay_1", "authorized"));
    clock.forward(Duration.ofSeconds(1));

    LedgerEntry second = ledger.put(first.with("captured", SINCE, document("captured")));

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second.updatedAt()).isEqualTo(clock.instant());
    assertThat(ledger.find("payment", "pay_1")).contains(second);
  }

  @Test
  void aChangeMadeFromAnOlderVersionIsRefused() {
    LedgerEntry first = ledger.put(payment("pay_1", "authorized"));
    LedgerEntry second = ledger.put(first.with("captured", SINCE, document("captured")));

    assertThatThrownBy(() -> ledger.put(first.with("canceled", SINCE, document("canceled"))))
        .isInstanceOf(StaleVersion.class)
        .hasMessage("payment pay_1 is no longer version 1");
    assertThatThrownBy(() -> ledger.put(payment("pay_1", "authorized")))
        .isInstanceOf(StaleVersion.class)
        .hasMessage("payment pay_1 is in the ledger already");
    assertThat(ledger.find("payment", "pay_1")).contains(second);
  }

  @Test
  void anEntryIsFoundByWhatItsPartnerCallsIt() {
    LedgerEntry entry = ledger.put(payment("pay_1", "authorized"));

    ledger.addReference("payment", "stripe", "pi_1", "pay_1");
    ledger.addReference("payment", "stripe", "pi_1", "pay_1");

    assertThat(ledger.findByReference("payment", "stripe", "pi_1")).contains(entry);
    assertThat(ledger.findByReference("payment", "adyen", "pi_1")).isEmpty();
    assertThat(ledger.findByReference("refund", "stripe", "pi_1")).isEmpty();
    assertThatThrownBy(() -> ledger.addReference("payment", "stripe", "pi_1", "pay_2"))
        .isInstanceOf(ReferenceTaken.class)
        .hasMessage("stripe's reference pi_1 names payment pay_1 already");
  }

  @Test
  void manyMessagesAboutOneNewOrderMakeOneOrder() {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 8)
            .mapToObj(number -> CompletableFuture.runAsync(() -> applyMessage("ord_" + number)))
            .toList();
    all.forEach(CompletableFuture::join);

    List<LedgerEntry> orders = ledger.list("order", LedgerFilter.ALL, null, 10).data();
    assertThat(orders).hasSize(1);
    assertThat(orders.getFirst().version()).isEqualTo(8);
  }

  private void applyMessage(String newId) {
    DATABASE
        .transactions()
        .executeWithoutResult(
            transaction -> {
              LedgerEntry order = ledger.lockByReference("order", "amazon", "111-1").orElse(null);
              if (order == null) {
                ledger.put(
                    LedgerEntry.fresh(
                        "order", newId, null, "amazon", "created", SINCE, document("created")));
                ledger.addReference("order", "amazon", "111-1", newId);
              } else {
                ledger.put(order.with("confirmed", SINCE, document("confirmed")));
              }
            });
  }

  @Test
  void lockingOutsideOfATransactionIsAMistake() {
    assertThatThrownBy(() -> ledger.lock("order", "ord_1"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ledger.lockByReference("order", "amazon", "1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void entriesAreListedNewestFirstPageByPage() {
    for (int number = 1; number <= 5; number++) {
      ledger.put(payment("pay_" + number, number % 2 == 0 ? "captured" : "authorized"));
    }

    Page<LedgerEntry> first = ledger.list("payment", LedgerFilter.ALL, null, 3);
    Page<LedgerEntry> second = ledger.list("payment", LedgerFilter.ALL, first.nextCursor(), 3);

    assertThat(ids(first)).containsExactly("pay_5", "pay_4", "pay_3");
    assertThat(ids(second)).containsExactly("pay_2", "pay_1");
    assertThat(second.nextCursor()).isNull();
    assertThat(ids(ledger.list("payment", new LedgerFilter("captured", null, null, null), null, 9)))
        .containsExactly("pay_4", "pay_2");
    assertThat(
            ids(ledger.list("payment", new LedgerFilter(null, "stripe", "ord_1", null), null, 9)))
        .hasSize(5);
    assertThat(ids(ledger.list("payment", new LedgerFilter(null, "adyen", null, null), null, 9)))
        .isEmpty();
    assertThat(ids(ledger.list("order", LedgerFilter.ALL, null, 9))).isEmpty();
  }

  @Test
  void aTrackingEventToldTwiceIsThereOnceAndInItsOrder() {
    TrackingEvents tracking = new TrackingEvents(DATABASE.template());
    StoredTrackingEvent pickedUp = event("e1", "2026-11-22T10:00:00Z");
    StoredTrackingEvent delivered = event("e2", "2026-11-23T10:00:00Z");
    StoredTrackingEvent inTransit = event("e3", "2026-11-22T22:00:00Z");

    assertThat(tracking.add("shp_1", List.of(delivered, pickedUp)))
        .containsExactly(delivered, pickedUp);
    assertThat(tracking.add("shp_1", List.of(delivered, inTransit))).containsExactly(inTransit);

    assertThat(tracking.of("shp_1")).containsExactly(pickedUp, inTransit, delivered);
    assertThat(tracking.of("shp_2")).isEmpty();
  }

  @Test
  void aLabelComesBackByteForByte() {
    Documents documents = new Documents(DATABASE.client(), clock);
    byte[] label = "^XA\0^XZ".getBytes(UTF_8);

    documents.put("doc_1", "shipment", "shp_1", "label", "application/zpl", label);
    documents.put("doc_1", "shipment", "shp_1", "label", "application/zpl", new byte[0]);

    assertThat(documents.content("doc_1").orElseThrow()).isEqualTo(label);
    assertThat(documents.of("shipment", "shp_1"))
        .containsExactly(
            new StoredDocument(
                "doc_1", "shipment", "shp_1", "label", "application/zpl", clock.instant()));
    assertThat(documents.content("doc_2")).isEmpty();
  }

  private static StoredTrackingEvent event(String id, String occurredAt) {
    return new StoredTrackingEvent(id, Instant.parse(occurredAt), document(id));
  }

  private static LedgerEntry payment(String id, String status) {
    return LedgerEntry.fresh("payment", id, "ord_1", "stripe", status, SINCE, document(status));
  }

  private static JsonNode document(String status) {
    return JsonNodeFactory.instance.objectNode().put("status", status);
  }

  private static List<String> ids(Page<LedgerEntry> page) {
    return page.data().stream().map(LedgerEntry::id).toList();
  }
}
