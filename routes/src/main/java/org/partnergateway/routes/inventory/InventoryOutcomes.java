package org.partnergateway.routes.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.inventory.InventoryQueue;
import org.partnergateway.routes.store.inventory.StoredFigure;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes with each figure what has become of the operation that told it, and tells the ledger of
 * those that were told many at once; in small transactions, since they may be thousands.
 */
public final class InventoryOutcomes {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryOutcomes.class);
  private static final String LEVEL = DocumentKind.INVENTORY_LEVEL.word();
  private static final int AT_ONCE = 500;
  private static final int WRITTEN_AT_ONCE = 50;

  private final InventoryQueue queue;
  private final Ledger ledger;
  private final LedgerWriter writer;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final InstantSource clock;

  public InventoryOutcomes(
      InventoryQueue queue,
      Ledger ledger,
      LedgerWriter writer,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    this.queue = queue;
    this.ledger = ledger;
    this.writer = writer;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Notes what has become of operations that have ended. */
  void note() {
    List<InventoryQueue.Ended> ended = queue.ended(InventoryIntake.MANY, AT_ONCE);
    while (!ended.isEmpty()) {
      List<InventoryQueue.Ended> now = ended;
      transactions.executeWithoutResult(transaction -> now.forEach(this::end));
      ended = queue.ended(InventoryIntake.MANY, AT_ONCE);
    }
  }

  /** Tells the ledger all that it is still to be told. */
  public void tellLedger() {
    List<StoredFigure> unwritten = queue.unwritten(WRITTEN_AT_ONCE);
    while (!unwritten.isEmpty()) {
      List<StoredFigure> now = unwritten;
      transactions.executeWithoutResult(transaction -> write(now));
      unwritten = queue.unwritten(WRITTEN_AT_ONCE);
    }
  }

  private void end(InventoryQueue.Ended ended) {
    JsonNode problem = ended.problem();
    queue.end(
        ended.figure(),
        status(ended.status()),
        problem == null || ended.status() == OperationStatus.SUCCEEDED ? null : reason(problem));
  }

  private static String status(OperationStatus status) {
    return switch (status) {
      case SUCCEEDED -> "succeeded";
      case DECLINED -> "declined";
      case OUTCOME_UNKNOWN -> "outcome_unknown";
      default -> "failed";
    };
  }

  /** What a problem says of why. */
  static ObjectNode reason(JsonNode problem) {
    ObjectNode reason = StrictJson.nodes().objectNode();
    String detail = problem.path("detail").asText(problem.path("title").asText("unknown"));
    reason.put("reason", detail);
    if (problem.path("partner_code").isTextual()) {
      reason.put("code", problem.path("partner_code").asText());
    }
    return reason;
  }

  /**
   * In the order of their levels, so that who writes several at a time waits for nobody in turn.
   */
  private void write(List<StoredFigure> figures) {
    queue.lock("ledger");
    List<Long> written = new ArrayList<>();
    figures.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(
            figure -> {
              try {
                write(figure);
              } catch (InvalidDocumentException e) {
                LOG.error(
                    "What became of figure {} of {} makes no valid level: {}",
                    figure.place(),
                    figure.partner(),
                    e.violations());
              }
              written.add(figure.id());
            });
    queue.written(written);
  }

  private void write(StoredFigure figure) {
    LedgerEntry known = ledger.lockByReference(LEVEL, figure.partner(), figure.name()).orElse(null);
    if (known == null) {
      String id = ids.next(DocumentKind.INVENTORY_LEVEL.idPrefix());
      writer.create(LEVEL, figure.partner(), fields(figure).put("id", id), clock.instant());
      ledger.addReference(LEVEL, figure.partner(), figure.name(), id);
      return;
    }
    var before = InventoryDispatch.asOf(known.document());
    if (before == null || !before.isAfter(figure.asOf())) {
      writer.apply(figure.partner(), Change.of(LEVEL, known.id(), fields(figure)), clock.instant());
    }
  }

  private static ObjectNode fields(StoredFigure figure) {
    ObjectNode fields = figure.figure().deepCopy();
    JsonNode outcome = figure.outcome();
    fields.put(
        "status",
        switch (figure.status()) {
          case "succeeded" -> "published";
          case "outcome_unknown" -> "outcome_unknown";
          default -> "failed";
        });
    copy(outcome, "error", fields);
    copy(outcome, "partner_refs", fields);
    return fields;
  }

  private static void copy(@Nullable JsonNode outcome, String member, ObjectNode fields) {
    if (outcome != null && outcome.has(member)) {
      fields.set(member, outcome.get(member));
    }
  }
}
