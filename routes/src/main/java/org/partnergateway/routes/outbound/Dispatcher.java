package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.routes.steps.DirectRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a call down its outbound route, on the calling thread, and before it those that are its
 * steps. Steps are harmless to repeat: as long as the call itself was not let go, nothing was done.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final DirectRoutes routes;

  public Dispatcher(DirectRoutes routes) {
    this.routes = routes;
  }

  /** Returns once the call has its result or its failure. */
  public void send(PartnerOperation operation, OutboundCall call) {
    if (operation.definition().byEvents()) {
      call.doneHere();
      return;
    }
    // What is sent again byte for byte has taken its steps.
    boolean goesOn = call.repeated() != null || stepsTaken(operation, call);
    if (goesOn) {
      route(operation, call);
    }
  }

  private boolean stepsTaken(PartnerOperation operation, OutboundCall call) {
    for (PartnerOperation step : operation.steps()) {
      OutboundCall own = new OutboundCall(call.input(), call.deadline(), null, call.lane());
      route(step, own);
      if (own.failure() != null) {
        call.fail(notDone(operation, step, own.failure()));
        return false;
      }
      if (own.result().has("result")) {
        call.answer(own.answer());
        call.result(own.result().get("result"));
        return false;
      }
      if (own.answer().declined()) {
        call.fail(
            OutboundFailure.declined(
                String.valueOf(own.answer().error().message()), own.answer().error().code()));
        return false;
      }
      add(call.input(), step.canonical().name(), own.result());
    }
    return true;
  }

  private static void add(ObjectNode input, String step, JsonNode result) {
    JsonNode steps = input.path("steps");
    ((ObjectNode) (steps.isObject() ? steps : input.putObject("steps"))).set(step, result);
  }

  /** However a step failed, the write behind it was not done. */
  private static OutboundFailure notDone(
      PartnerOperation operation, PartnerOperation step, OutboundFailure failure) {
    String detail = "At the step %s: %s".formatted(step.canonical().name(), failure.detail());
    boolean unclear =
        failure.kind() == Failure.OUTCOME_UNKNOWN || failure.kind() == Failure.CONTRACT_VIOLATION;
    if (unclear && !operation.canonical().isRead()) {
      LOG.warn("{}: {} {}", operation.routeUri(), detail, failure.violations());
    }
    return new OutboundFailure(
        unclear && !operation.canonical().isRead() ? Failure.UNAVAILABLE : failure.kind(),
        detail,
        failure.violations(),
        failure.partnerCode(),
        failure.retryAfter(),
        false);
  }

  private void route(PartnerOperation operation, OutboundCall call) {
    Exchange exchange = routes.send(operation.routeUri(), call);
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "the route of %s failed".formatted(operation.routeUri()), exchange.getException());
    }
  }
}
