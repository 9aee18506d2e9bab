package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.definitions.Repository;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentMerge;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.ledger.TrackingWriter;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.springframework.transaction.support.TransactionTemplate;

/** The real ledger with the repository's rules, schemas and mappings, on a test's database. */
final class LedgerOfTest {
  static final Definitions DEFINITIONS = Repository.definitions();

  final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  final Ids ids = new Ids(clock);
  final StoreDatabase database;
  final TransactionTemplate transactions;
  final Ledger ledger;
  final LedgerWriter writer;

  LedgerOfTest(StoreDatabase database) {
    this.database = database;
    this.transactions = database.transactions();
    this.ledger = new Ledger(database.client(), clock);
    LedgerEvents events =
        new LedgerEvents(
            new EventLog(database.template()),
            ids,
            clock,
            new EventCheck(DEFINITIONS.events(), new SimpleMeterRegistry()));
    TrackingEvents tracking = new TrackingEvents(database.template());
    this.writer =
        new LedgerWriter(
            ledger,
            events,
            new DocumentMerge(DEFINITIONS.statuses()),
            new DocumentSchemas(DEFINITIONS.schemas()),
            new TrackingWriter(tracking, events, ledger, DEFINITIONS.statuses()),
            ids,
            clock);
  }

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
  }

  /** A payment of 2500 cents that is being authorized. */
  String payment() {
    ObjectNode payment =
        StrictJson.nodes().objectNode().put("id", ids.next("pay")).put("status", "processing");
    payment.put("partner", "stripe").put("order_id", ids.next("ord"));
    payment.putObject("amount").put("amount", 2500).put("currency", "USD");
    inTransaction(() -> writer.create("payment", "stripe", payment, clock.instant()));
    return payment.path("id").asText();
  }

  JsonNode map(String mapping, JsonNode input) {
    return DEFINITIONS
        .mappings()
        .mapping("transformations/partners/" + mapping + ".jslt")
        .apply(input);
  }

  /** What a message says, by its mapping. */
  List<Change> changes(String mapping, JsonNode body) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("body", body);
    input.put("received_at", clock.instant().toString());
    return Change.readAll(map(mapping, input));
  }

  ObjectNode document(String kind, String id) {
    return (ObjectNode) ledger.find(kind, id).orElseThrow().document();
  }

  /** What is of the thing and not of when the gateway wrote it. */
  static ObjectNode content(ObjectNode document) {
    ObjectNode content = document.deepCopy();
    content.remove(List.of("id", "order_id", "version", "created_at", "updated_at"));
    return content;
  }

  /** The types of the events about a subject, in order, without what they have in common. */
  List<String> events(String subject) {
    return database
        .client()
        .sql(
            """
            select replace(replace(type, 'org.partnergateway.', ''), '.v1', '')
              || coalesce(' ' || (data ->> 'status'), '')
            from event_log where subject = ? order by position
            """)
        .param(subject)
        .query(String.class)
        .list();
  }
}
