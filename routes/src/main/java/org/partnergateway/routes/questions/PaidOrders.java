package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.questions.OrderDrafts;
import org.partnergateway.routes.store.questions.Questions;

/**
 * The order that a paid question makes: known to its payment from the beginning, in the ledger and
 * told of once it is paid, and one for each thing that was paid for.
 */
final class PaidOrders {
  private static final String ORDER = "order";

  private final GatewayMappings mappings;
  private final MessageSchema schema;
  private final OrderDrafts drafts;
  private final Ledger entries;
  private final LedgerWriter ledger;
  private final Questions questions;
  private final SureTransaction transactions;
  private final Ids ids;
  private final InstantSource clock;

  PaidOrders(
      GatewayMappings mappings,
      MessageSchema schema,
      OrderDrafts drafts,
      Ledger entries,
      LedgerWriter ledger,
      Questions questions,
      SureTransaction transactions,
      Ids ids,
      InstantSource clock) {
    this.mappings = mappings;
    this.schema = schema;
    this.drafts = drafts;
    this.entries = entries;
    this.ledger = ledger;
    this.questions = questions;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  String nextId() {
    return ids.next("ord");
  }

  /** The order as it is going to be. */
  ObjectNode draft(PaidCourse course) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("checkout", course.state().checkout());
    input.set("request", course.request().withoutPayment());
    input.put("partner", course.question().partner());
    input.put("order_id", course.state().orderId());
    input.put("now", clock.instant().toString());
    return mappings.order(course.question().name(), input);
  }

  /** What keeps it from becoming one; looked for before anything is charged. */
  List<Violation> check(ObjectNode order) {
    String now = clock.instant().toString();
    return schema.check(
        order.deepCopy().put("version", 1).put("created_at", now).put("updated_at", now));
  }

  void keepDraft(PaidCourse course, ObjectNode order) {
    drafts.put(course.state().orderId(), course.question().partner(), order);
  }

  /** Whether what is paid for has another order already. */
  boolean isTaken(PaidCourse course) {
    return entries
        .findByReference(
            ORDER, course.question().partner(), String.valueOf(course.stored().subject()))
        .filter(order -> !order.id().equals(course.state().orderId()))
        .isPresent();
  }

  /**
   * Puts it into the ledger, and notes that in the question's record.
   *
   * @return false when the question is somebody else's by now, and then nothing was done
   */
  boolean create(PaidCourse course, Duration lease) {
    return transactions.run(
        () -> {
          boolean ours = questions.note(course.stored(), course.tree(), true, lease);
          if (ours && entries.find(ORDER, course.state().orderId()).isEmpty()) {
            ObjectNode order =
                drafts
                    .find(course.state().orderId())
                    .map(draft -> (ObjectNode) draft.document().deepCopy())
                    .orElseThrow(() -> new IllegalStateException("an order lost its draft"));
            ledger.create(ORDER, course.question().partner(), order, clock.instant());
          }
          return ours;
        });
  }
}
