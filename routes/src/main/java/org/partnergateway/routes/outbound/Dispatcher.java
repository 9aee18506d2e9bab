package org.partnergateway.routes.outbound;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Sends a call down its outbound route, on the calling thread. */
public final class Dispatcher {
  private final ProducerTemplate producer;

  public Dispatcher(CamelContext camel) {
    this.producer = camel.createProducerTemplate();
  }

  /** Returns once the call has its result or its failure. */
  public void send(PartnerOperation operation, OutboundCall call) {
    Exchange exchange =
        producer.send(operation.routeUri(), message -> message.getMessage().setBody(call));
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "the route of %s failed".formatted(operation.routeUri()), exchange.getException());
    }
  }
}
