package org.partnergateway.routes.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Capabilities;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.operations.QueuedOperations;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.inventory.InventoryQueue;
import org.partnergateway.routes.store.inventory.StoredFigure;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands figures that wait to their marketplaces, in the order in which they came: together where it
 * takes many at once, and then not before what it was told last has ended, so that an older figure
 * never arrives after a newer one; else one by one, so many at a time. Once in a cluster at a time.
 */
public final class InventoryDispatch implements Runnable {
  private static final String LEVEL = DocumentKind.INVENTORY_LEVEL.word();

  /** As many as the partner's limits let through within the patience of a call, as a rule. */
  private static final int CALLS_AT_A_TIME = 50;

  private static final int FIGURES_AT_ONCE = 1000;

  private final PartnerRegistry partners;
  private final InventoryQueue queue;
  private final InventoryOutcomes outcomes;
  private final QueuedOperations operations;
  private final TransactionTemplate transactions;

  public InventoryDispatch(
      PartnerRegistry partners,
      InventoryQueue queue,
      InventoryOutcomes outcomes,
      QueuedOperations operations,
      TransactionTemplate transactions) {
    this.partners = partners;
    this.queue = queue;
    this.outcomes = outcomes;
    this.operations = operations;
    this.transactions = transactions;
  }

  @Override
  public void run() {
    outcomes.note();
    for (String partner : queue.partners()) {
      PartnerOperation many = partners.findOperation(partner, InventoryIntake.MANY);
      PartnerOperation one = partners.findOperation(partner, InventoryIntake.ONE);
      if (many != null) {
        transactions.executeWithoutResult(transaction -> together(many));
      } else if (one != null) {
        oneByOne(one);
      }
      // Else it waits until its partner is configured again.
    }
  }

  private void together(PartnerOperation many) {
    String partner = many.partner();
    queue.lock(partner);
    if (queue.isBusy(partner, InventoryIntake.MANY)) {
      return;
    }
    Integer said = Capabilities.of(partners.get(partner).definition()).inventoryLevelsAtOnce();
    List<StoredFigure> told =
        worthTelling(partner, queue.waiting(partner, 0, said == null ? FIGURES_AT_ONCE : said));
    if (told.isEmpty()) {
      return;
    }
    ObjectNode request = StrictJson.nodes().objectNode().put("partner", partner);
    ArrayNode levels = request.putArray("levels");
    told.forEach(figure -> levels.add(figure.figure()));
    String operation = operations.acceptMany(many, request).id();
    queue.tell(told.stream().map(StoredFigure::id).toList(), operation);
  }

  /** But for those that are being told by themselves, and those older than what was told so. */
  private List<StoredFigure> worthTelling(String partner, List<StoredFigure> waiting) {
    List<String> names = waiting.stream().map(StoredFigure::name).toList();
    Set<String> busy = new HashSet<>(queue.beingTold(partner, LEVEL, names));
    Map<String, JsonNode> known = queue.known(partner, LEVEL, names);
    List<StoredFigure> told = new ArrayList<>();
    for (StoredFigure figure : waiting) {
      Instant before = asOf(known.get(figure.name()));
      if (before != null && before.isAfter(figure.asOf())) {
        queue.end(figure.id(), "superseded", null);
      } else if (!busy.contains(figure.name())) {
        told.add(figure);
      }
    }
    return told;
  }

  static @Nullable Instant asOf(@Nullable JsonNode level) {
    return level == null || !level.path("as_of").isTextual()
        ? null
        : OffsetDateTime.parse(level.path("as_of").asText()).toInstant();
  }

  private void oneByOne(PartnerOperation one) {
    int free = CALLS_AT_A_TIME - queue.telling(one.partner());
    long after = 0;
    while (free > 0) {
      List<StoredFigure> waiting = queue.waiting(one.partner(), after, free);
      for (StoredFigure figure : waiting) {
        after = figure.id();
        if (told(one, figure)) {
          free--;
        }
      }
      if (waiting.isEmpty()) {
        return;
      }
    }
  }

  /** Whether it is being told now; what stands in another's way waits on. */
  private boolean told(PartnerOperation one, StoredFigure figure) {
    try {
      transactions.executeWithoutResult(
          transaction -> {
            queue.lock(one.partner());
            String operation =
                operations.accept(one, figure.caller(), figure.figure().deepCopy()).id();
            queue.tell(List.of(figure.id()), operation);
          });
      return true;
    } catch (ProblemException e) {
      refused(figure, e);
      return false;
    }
  }

  private void refused(StoredFigure figure, ProblemException e) {
    JsonNode problem = e.problem().tree();
    if (problem.has("operation_id")) {
      return;
    }
    boolean older = problem.path("code").asText().equals(ProblemType.STATE_CONFLICT.code());
    queue.end(figure.id(), older ? "superseded" : "failed", InventoryOutcomes.reason(problem));
  }
}
