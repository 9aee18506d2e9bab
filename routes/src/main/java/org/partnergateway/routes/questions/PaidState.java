package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.questions.StoredQuestion;

/**
 * How far a paid question has come; written to its record before each step, so that whoever goes on
 * after a crash knows what may have been done. Used by one thread.
 */
final class PaidState {
  /** What is done next. */
  enum Stage {
    /** Nothing is begun. */
    IDLE,
    /** The service is asked to hold the checkout. */
    HOLD,
    /** The payment is authorized. */
    PAY,
    /** The order comes into the ledger. */
    ORDER,
    /** The service is told that it is paid. */
    SETTLE,
    /** A payment that can't be used is canceled. */
    UNDO,
    /** The service is told that it isn't paid. */
    RELEASE
  }

  private static final Duration SOON = Duration.ofSeconds(1);

  private final ObjectNode tree;

  private PaidState(ObjectNode tree) {
    this.tree = tree;
  }

  static PaidState of(StoredQuestion stored) {
    return stored.state() instanceof ObjectNode object
        ? new PaidState(object.deepCopy())
        : new PaidState(StrictJson.nodes().objectNode().put("attempt", 1)).step(Stage.IDLE);
  }

  /** What is kept. */
  JsonNode tree() {
    return tree;
  }

  Stage step() {
    return Stage.valueOf(tree.path("step").asText().toUpperCase(Locale.ROOT));
  }

  PaidState step(Stage step) {
    tree.put("step", step.name().toLowerCase(Locale.ROOT));
    return this;
  }

  /** Whether a payment was begun and is not known to have failed. */
  boolean paying() {
    return List.of(Stage.PAY, Stage.ORDER, Stage.SETTLE, Stage.UNDO).contains(step());
  }

  /** The key of a step, the same however often the step is tried. */
  String key(StoredQuestion stored, String step) {
    return "%s-%d-%s".formatted(stored.id(), tree.path("attempt").asInt(), step);
  }

  /** Begins anew under new keys, since all that was begun is undone. */
  void again() {
    int attempt = tree.path("attempt").asInt();
    tree.removeAll();
    tree.put("attempt", attempt + 1);
    step(Stage.IDLE);
  }

  /** The checkout as it is held, and the order and provider that were chosen for it. */
  void held(JsonNode checkout, String orderId, String provider) {
    tree.set("checkout", checkout);
    tree.put("order_id", orderId);
    tree.put("provider", provider);
  }

  ObjectNode checkout() {
    return tree.get("checkout") instanceof ObjectNode object
        ? object
        : StrictJson.nodes().objectNode();
  }

  String orderId() {
    return tree.path("order_id").asText();
  }

  String provider() {
    return tree.path("provider").asText();
  }

  void payment(String id) {
    tree.put("payment_id", id);
  }

  @Nullable String paymentId() {
    return tree.path("payment_id").textValue();
  }

  /** What is charged: the checkout's total. */
  JsonNode total() {
    return total(checkout());
  }

  static JsonNode total(JsonNode checkout) {
    for (JsonNode total : checkout.path("totals")) {
      if (total.path("type").asText().equals("total")) {
        return total.path("amount");
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * Why it is released.
   *
   * @param isAnswer whether that is the answer, and not something that passes
   */
  void because(Problem problem, boolean isAnswer) {
    ObjectNode verdict = tree.putObject("verdict");
    verdict.put("type", problem.type().name());
    verdict.put("detail", problem.detail());
    verdict.put("answer", isAnswer);
    String reason = problem.extensions().get("reason");
    if (reason != null) {
      verdict.put("reason", reason);
    }
    if (!problem.errors().isEmpty()) {
      verdict.put("pointer", problem.errors().getFirst().pointer());
    }
  }

  boolean isAnswered() {
    return tree.path("verdict").path("answer").asBoolean();
  }

  @Nullable String reason() {
    return tree.path("verdict").path("reason").textValue();
  }

  Problem verdict() {
    JsonNode verdict = tree.path("verdict");
    Problem problem =
        Problem.of(
            ProblemType.valueOf(verdict.path("type").asText(ProblemType.INTERNAL_ERROR.name())),
            verdict.path("detail").asText());
    if (verdict.has("pointer")) {
      problem =
          problem.withErrors(
              List.of(
                  new Violation(verdict.path("pointer").asText(), "service", problem.detail())));
    }
    return problem.with("reason", reason()).withRetryAfter(isAnswered() ? null : SOON);
  }
}
