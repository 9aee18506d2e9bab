package org.partnergateway.routes.batches;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.Identifiers;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.definitions.Repository;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchContent;
import org.partnergateway.routes.store.batches.BatchErrors;
import org.partnergateway.routes.store.batches.BatchRows;
import org.partnergateway.routes.store.batches.BatchSteps;
import org.partnergateway.routes.store.batches.LineError;
import org.partnergateway.routes.store.batches.NewBatch;
import org.partnergateway.routes.store.batches.Uploads;
import org.partnergateway.routes.store.events.EventLog;

/** The machinery of batches with a test's kind, on a test's database. */
final class BatchesOfTest {
  private static final CardData CARDS = new CardData(Identifiers.of(Repository.tree()));
  private static final SchemaLibrary SCHEMAS = new SchemaLibrary(Repository.tree());

  final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  final StoreDatabase database;
  final Uploads uploads;
  final BatchWork work;
  final BatchSweep sweep;
  final Batches batches;
  final BatchWorker worker;

  BatchesOfTest(StoreDatabase database, BatchKind kind) {
    this(database, kind, 1 << 30);
  }

  BatchesOfTest(StoreDatabase database, BatchKind kind, long maxSize) {
    this.database = database;
    Ids ids = new Ids(clock);
    PartnerRegistry partners = new PartnerRegistry(Repository.definitions(), List.of(), null);
    BatchForms forms = new BatchForms(List.of(kind), SCHEMAS, partners, null);
    uploads = new Uploads(database.client(), clock);
    work =
        new BatchWork(
            new BatchRows(database.client(), clock),
            new BatchSteps(database.template(), clock),
            new BatchContent(database.client()),
            new BatchErrors(database.client()),
            database.transactions());
    BatchNews news =
        new BatchNews(
            new LedgerEvents(
                new EventLog(database.template()),
                ids,
                clock,
                new EventCheck(Repository.definitions().events(), new SimpleMeterRegistry())));
    sweep = new BatchSweep(work, uploads, news, Duration.ofDays(30), clock);
    batches = new Batches(forms, uploads, work.rows(), news, database.transactions(), ids, maxSize);
    worker = new BatchWorker(forms, work, sweep, CARDS, new BatchWorker.Settings(1, 10));
  }

  static NewBatch asked(String mediaType) {
    return new NewBatch("test", "shop", null, null, "stock.csv", mediaType, null);
  }

  Batch send(String mediaType, String text) {
    return send(mediaType, text, "key-" + text.hashCode() + clock.instant());
  }

  Batch send(String mediaType, String text, String key) {
    return batches.receive(asked(mediaType), key, stream(text), null).batch();
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Works until nothing waits. */
  void workOnAll() throws InterruptedException {
    while (worker.workOnOne()) {
      // There may be more.
    }
  }

  Batch get(Batch batch) {
    return batches.get(batch.id());
  }

  List<LineError> errors(Batch batch) {
    return work.errors().after(batch.id(), 0, 1000);
  }

  String content(Batch batch) throws IOException {
    return new String(work.content().open(batch.contentOf(), 0).readAllBytes(), UTF_8);
  }

  long count(String table) {
    return database.client().sql("select count(*) from " + table).query(Long.class).single();
  }
}
