package org.partnergateway.routes.outbound;

import org.apache.camel.Exchange;
import org.partnergateway.routes.steps.DirectRoutes;

/** Sends a call down its outbound route, on the calling thread. */
public final class Dispatcher {
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
    Exchange exchange = routes.send(operation.routeUri(), call);
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "the route of %s failed".formatted(operation.routeUri()), exchange.getException());
    }
  }
}
