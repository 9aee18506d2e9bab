package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.questions.PaidState.Stage;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** The steps of a paid question; see {@link PaidQuestions}. */
final class PaidSteps {
  private static final Logger LOG = LoggerFactory.getLogger(PaidSteps.class);
  private static final Set<String> TAKEN = Set.of("authorized", "partially_captured", "captured");
  private static final Set<String> GONE = Set.of("failed", "canceled", "expired");
  private static final Set<String> UNDECIDED = Set.of("processing", "outcome_unknown");

  private final Services services;
  private final DelegatedPayments payments;
  private final PaidOrders orders;
  private final AnswerKeeper keeper;

  PaidSteps(Services services, DelegatedPayments payments, PaidOrders orders, AnswerKeeper keeper) {
    this.services = services;
    this.payments = payments;
    this.orders = orders;
    this.keeper = keeper;
  }

  /** What comes after a step. */
  sealed interface Next {
    /** The state's step. */
    record Go() implements Next {}

    /** The end: it is done. */
    record Answered(JsonNode body) implements Next {}

    /** The end: it is refused, and nothing of it is left. */
    record Refused(Problem problem) implements Next {}

    /** The same step again, since its outcome isn't known. */
    record Later(Problem problem) implements Next {}

    /** From the beginning when the partner comes again: nothing of it is left. */
    record Anew(Problem problem) implements Next {}
  }

  private static final Next GO = new Next.Go();

  Next take(PaidCourse course) {
    try {
      return switch (course.state().step()) {
        case IDLE -> go(course, Stage.HOLD);
        case HOLD -> hold(course);
        case PAY -> pay(course);
        case ORDER -> order(course);
        case SETTLE -> settle(course);
        case UNDO -> undo(course);
        case RELEASE -> release(course);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Next.Later(Services.unknown());
    }
  }

  private static Next go(PaidCourse course, Stage step) {
    course.state().step(step);
    return GO;
  }

  private Next hold(PaidCourse course) {
    if (!course.awaited()) {
      return abandon(course);
    }
    ServiceAnswer answer =
        services.ask(
            course.question().canonical(),
            course.question().canonical().operation(),
            course.request().path(),
            course.request().body(),
            course.key("hold"));
    return switch (answer) {
      case ServiceAnswer.Answered answered -> held(course, answered.body());
      case ServiceAnswer.Refused refused -> new Next.Refused(refused.problem());
      case ServiceAnswer.Failed failed ->
          failed.inDoubt() ? new Next.Later(failed.problem()) : new Next.Anew(failed.problem());
    };
  }

  private Next held(PaidCourse course, JsonNode checkout) {
    if (!checkout.path("status").asText().equals("complete_in_progress")) {
      return new Next.Refused(notReady(checkout));
    }
    JsonNode total = PaidState.total(checkout);
    String provider = provider(course.request().payment(), checkout);
    if (!total.has("amount") || total.path("amount").asLong() < 0 || !checkout.has("order")) {
      LOG.error(
          "Service {} holds {} without a total or an order number",
          course.question().canonical().service(),
          checkout.path("id"));
      return because(
          course,
          Problem.of(ProblemType.SERVICE_FAILED, "The service didn't say what is to be paid."),
          false);
    }
    if (provider == null || !payments.takes(provider)) {
      return because(
          course,
          refused("unsupported", "There is no way to pay of that name.", "/body/payment"),
          true);
    }
    course.state().held(checkout, orders.nextId(), provider);
    ObjectNode order = orders.draft(course);
    List<Violation> violations = orders.check(order);
    if (!violations.isEmpty()) {
      LOG.error("The checkout {} makes no order: {}", checkout.path("id"), violations);
      return because(
          course, Problem.of(ProblemType.SERVICE_FAILED, "The checkout makes no order."), false);
    }
    orders.keepDraft(course, order);
    return begin(course);
  }

  /** From here on it may be charged, and only by this question. */
  private Next begin(PaidCourse course) {
    course.state().step(Stage.PAY);
    try {
      keeper.note(course.stored(), course.tree(), true);
      return GO;
    } catch (DuplicateKeyException e) {
      // The service has held it for two: the other one goes on, and has nothing taken from it.
      return new Next.Anew(refused("conflict", "Another request pays for it.", null));
    }
  }

  private static Problem notReady(JsonNode checkout) {
    for (JsonNode message : checkout.path("messages")) {
      if (message.path("type").asText().equals("error")) {
        return refused(
            message.path("code").asText("invalid"),
            message.path("text").asText(),
            message.path("pointer").textValue());
      }
    }
    return refused("conflict", "It is not ready to be paid.", null);
  }

  private static Problem refused(String reason, String detail, @Nullable String pointer) {
    Problem problem = Problem.of(ProblemType.QUESTION_REFUSED, detail).with("reason", reason);
    return pointer == null
        ? problem
        : problem.withErrors(List.of(new Violation(pointer, "service", detail)));
  }

  private static @Nullable String provider(JsonNode payment, JsonNode checkout) {
    for (JsonNode handler : checkout.path("payment_handlers")) {
      if (handler.path("id").asText().equals(payment.path("handler_id").asText())) {
        return handler.path("provider").asText();
      }
    }
    // Only providers that the checkout names.
    for (JsonNode handler : checkout.path("payment_handlers")) {
      if (handler.path("provider").asText().equals(payment.path("provider").asText())) {
        return handler.path("provider").asText();
      }
    }
    return null;
  }

  private Next because(PaidCourse course, Problem problem, boolean isAnswer) {
    course.state().because(problem, isAnswer);
    return go(course, Stage.RELEASE);
  }

  /** Nobody waits, and nothing was charged. */
  private Next abandon(PaidCourse course) {
    return because(
        course,
        Problem.of(
            ProblemType.SERVICE_UNAVAILABLE, "Nothing was done; ask again under the same key."),
        false);
  }

  private Next pay(PaidCourse course) throws InterruptedException {
    if (course.state().total().path("amount").asLong() == 0) {
      return go(course, Stage.ORDER);
    }
    ObjectNode body =
        DelegatedPayments.request(
            course.state(), course.request().payment().path("token").asText());
    String key = course.key("authorize");
    Optional<Operation> operation =
        course.awaited() ? payments.authorize(key, body) : payments.authorized(key, body);
    if (operation.isEmpty()) {
      return course.awaited()
          ? because(
              course,
              Problem.of(ProblemType.INTERNAL_ERROR, "The payment could not be begun."),
              false)
          : abandon(course);
    }
    return paid(course, operation.get());
  }

  private Next paid(PaidCourse course, Operation operation) {
    return switch (operation.status()) {
      case SUCCEEDED, DECLINED -> {
        JsonNode payment = payments.payment(operation);
        yield payment == null ? new Next.Later(Services.unknown()) : decided(course, payment);
      }
      case FAILED, DEAD_LETTER -> notPaid(course, String.valueOf(operation.failure()));
      case QUEUED, IN_FLIGHT, OUTCOME_UNKNOWN -> new Next.Later(Services.unknown());
    };
  }

  private Next decided(PaidCourse course, JsonNode payment) {
    String status = payment.path("status").asText();
    course.state().payment(payment.path("id").asText());
    if (TAKEN.contains(status)) {
      return go(course, Stage.ORDER);
    }
    if (GONE.contains(status)) {
      String why = payment.path("error").path("message").asText("The payment was declined.");
      return because(course, refused("payment_declined", why, "/body/payment"), true);
    }
    if (UNDECIDED.contains(status)) {
      return new Next.Later(Services.unknown());
    }
    course
        .state()
        .because(
            refused(
                "requires_3ds",
                "The bank wants the buyer to prove who he is, which can't be done here.",
                "/body/payment"),
            true);
    return go(course, Stage.UNDO);
  }

  /** The provider certainly didn't charge. */
  private Next notPaid(PaidCourse course, String failure) {
    return switch (failure) {
      case "invalid_request" ->
          because(
              course,
              refused("invalid", "The payment provider can't take this payment.", "/body/payment"),
              true);
      case "unavailable", "rate_limited" -> abandon(course);
      default ->
          because(
              course,
              Problem.of(ProblemType.SERVICE_FAILED, "The payment provider can't be asked."),
              false);
    };
  }

  /** With its next step in one commit. */
  private Next order(PaidCourse course) {
    if (orders.isTaken(course)) {
      LOG.error("{} has an order already; its payment is let go", course.stored().subject());
      course.state().because(refused("conflict", "It has been completed.", null), true);
      return go(course, course.state().paymentId() == null ? Stage.RELEASE : Stage.UNDO);
    }
    course.state().step(Stage.SETTLE);
    AnswerKeeper.ours(orders.create(course, AnswerKeeper.LEASE));
    return GO;
  }

  private Next settle(PaidCourse course) {
    ObjectNode body = StrictJson.nodes().objectNode();
    body.put("outcome", "paid").put("order_id", course.state().orderId());
    return switch (settlement(course, "settle", body)) {
      case ServiceAnswer.Answered answered -> new Next.Answered(completed(course, answered.body()));
      case ServiceAnswer.Refused refused -> {
        // It is so all the same: the buyer's money is reserved, and the order is in the ledger.
        LOG.error(
            "The service refuses that {} is paid: {}",
            course.stored().subject(),
            refused.problem().detail());
        yield new Next.Answered(completed(course, course.state().checkout()));
      }
      case ServiceAnswer.Failed failed -> new Next.Later(failed.problem());
    };
  }

  private static JsonNode completed(PaidCourse course, JsonNode told) {
    ObjectNode checkout = told.deepCopy();
    if (!checkout.path("status").asText().equals("completed")) {
      LOG.warn("The service shows {} as {}", checkout.path("id"), checkout.path("status"));
      checkout.put("status", "completed");
    }
    ObjectNode order = course.state().checkout().path("order").deepCopy();
    if (checkout.get("order") instanceof ObjectNode own) {
      order.setAll(own);
    }
    order.put("id", course.state().orderId());
    checkout.set("order", order);
    return checkout;
  }

  private Next undo(PaidCourse course) throws InterruptedException {
    Optional<Operation> operation =
        payments.cancel(course.key("undo"), String.valueOf(course.state().paymentId()));
    boolean open =
        operation
            .map(Operation::status)
            .filter(
                Set.of(
                        OperationStatus.QUEUED,
                        OperationStatus.IN_FLIGHT,
                        OperationStatus.OUTCOME_UNKNOWN)
                    ::contains)
            .isPresent();
    if (open) {
      return new Next.Later(Services.unknown());
    }
    boolean canceled =
        operation.map(Operation::status).filter(OperationStatus.SUCCEEDED::equals).isPresent();
    if (!canceled) {
      LOG.warn("Payment {} could not be canceled; see its operation", course.state().paymentId());
    }
    return go(course, Stage.RELEASE);
  }

  private Next release(PaidCourse course) {
    ObjectNode body = StrictJson.nodes().objectNode();
    boolean declined = "payment_declined".equals(course.state().reason());
    body.put("outcome", declined ? "declined" : "abandoned");
    if (course.state().isAnswered() && course.state().reason() != null) {
      body.put("reason", course.state().reason());
    }
    ServiceAnswer answer = settlement(course, "release", body);
    if (answer instanceof ServiceAnswer.Failed failed) {
      return new Next.Later(failed.problem());
    }
    Problem verdict = course.state().verdict();
    return course.state().isAnswered() ? new Next.Refused(verdict) : new Next.Anew(verdict);
  }

  private ServiceAnswer settlement(PaidCourse course, String step, ObjectNode body) {
    HttpOperation settle = course.question().canonical().settle();
    if (settle == null) {
      throw new IllegalStateException(course.question().name() + " has no settlement");
    }
    String payment = course.state().paymentId();
    if (payment != null) {
      body.put("payment_id", payment);
    }
    return services.ask(
        course.question().canonical(), settle, course.request().path(), body, course.key(step));
  }
}
