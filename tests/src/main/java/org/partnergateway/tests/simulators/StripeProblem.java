package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that Stripe refuses, with the error object it would answer. */
final class StripeProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** HTTP status. */
  final int status;

  /** The value of {@code error} in the answer. */
  final transient ObjectNode error;

  /** Whether work had begun, so that the answer is kept under the idempotency key. */
  final boolean begun;

  private StripeProblem(int status, String type, String code, String message, boolean begun) {
    super(message, null, false, false);
    this.status = status;
    this.begun = begun;
    this.error = JsonNodeFactory.instance.objectNode().put("type", type);
    if (!code.isEmpty()) {
      error.put("code", code);
      error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
    }
    error.put("message", message);
  }

  /** A parameter that is wrong in itself: nothing was begun. */
  static StripeProblem parameter(String parameter, String code, String message) {
    StripeProblem problem =
        new StripeProblem(400, "invalid_request_error", code, message, /* begun= */ false);
    problem.error.put("param", parameter);
    return problem;
  }

  /** A request that is refused before anything was begun. */
  static StripeProblem refused(int status, String code, String message) {
    return new StripeProblem(status, "invalid_request_error", code, message, /* begun= */ false);
  }

  /** The same idempotency key with other parameters. */
  static StripeProblem keyReused(String message) {
    return new StripeProblem(400, "idempotency_error", "", message, /* begun= */ false);
  }

  /** A request that what is stored does not allow. */
  static StripeProblem state(int status, String code, String message) {
    return new StripeProblem(status, "invalid_request_error", code, message, /* begun= */ true);
  }

  /** A card that the issuer declines. */
  static StripeProblem card(StripeCards.Decline decline) {
    StripeProblem problem =
        new StripeProblem(402, "card_error", decline.code(), decline.message(), /* begun= */ true);
    problem.error.put("decline_code", decline.declineCode());
    return problem;
  }

  /** With one more member of the error object. */
  StripeProblem with(String name, String value) {
    error.put(name, value);
    return this;
  }
}
