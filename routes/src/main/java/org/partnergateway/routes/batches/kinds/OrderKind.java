package org.partnergateway.routes.batches.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.BatchLine;
import org.partnergateway.routes.batches.BatchSource;
import org.partnergateway.routes.batches.LineOutcome;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders that come from elsewhere, brought into the ledger: begun, or merged into what it has, as
 * if their marketplace had told of them.
 */
public final class OrderKind implements BatchKind {
  private static final int AT_ONCE = 200;

  private final LedgerWriter ledger;
  private final TransactionTemplate savepoint;
  private final InstantSource clock;

  public OrderKind(LedgerWriter ledger, TransactionTemplate savepoint, InstantSource clock) {
    this.ledger = ledger;
    this.savepoint = savepoint;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public String lineSchema() {
    return "bring_order.yaml";
  }

  @Override
  public int linesAtOnce() {
    return AT_ONCE;
  }

  @Override
  public List<LineOutcome> apply(BatchSource source, List<BatchLine> lines) {
    List<LineOutcome> outcomes = new ArrayList<>(lines.size());
    for (BatchLine line : lines) {
      outcomes.add(apply(line));
    }
    return outcomes;
  }

  private LineOutcome apply(BatchLine line) {
    ObjectNode set = ((ObjectNode) line.content()).deepCopy();
    String partner = set.remove("partner").asText();
    Change change = Change.of("order", set.at("/partner_refs/0/value").asText(), set);
    Change named =
        new Change(change.kind(), null, change.id(), null, change.set(), change.trackingEvents());
    try {
      savepoint.executeWithoutResult(nested -> ledger.hear(partner, named, clock.instant()));
      return new LineOutcome.Done();
    } catch (InvalidDocumentException e) {
      return new LineOutcome.Failed(
          e.violations().stream()
              .limit(3)
              .map(Violation::toString)
              .collect(Collectors.joining("; ")),
          e.violations().getFirst().pointer());
    }
  }
}
