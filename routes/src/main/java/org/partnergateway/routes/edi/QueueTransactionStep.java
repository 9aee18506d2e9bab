package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.partnergateway.routes.edi.EdiPartners.SentTransaction;
import org.partnergateway.routes.edi.OutgoingInterchanges.Outgoing;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:queue-transaction/<partner>/<operation>}: has the transaction sent in the one
 * transaction of the store in which its operation ends, so that there is neither one without the
 * other.
 */
public final class QueueTransactionStep implements StepFactory {
  private final EdiPartners partners;
  private final OutgoingInterchanges outgoing;

  public QueueTransactionStep(EdiPartners partners, OutgoingInterchanges outgoing) {
    this.partners = partners;
    this.outgoing = outgoing;
  }

  @Override
  public String name() {
    return "queue-transaction";
  }

  @Override
  public Step create(List<String> arguments) {
    SentTransaction sent = partners.sent(arguments.getFirst(), arguments.getLast());
    return exchange -> {
      OutboundCall call = exchange.getMessage().getBody(OutboundCall.class);
      if (!call.failed()) {
        String operation = call.input().at("/operation/id").asText();
        JsonNode body = Objects.requireNonNull(call.request().body());
        call.doneWith(
            () ->
                outgoing.send(
                    sent.agreement(),
                    new Outgoing(
                        sent.contract(),
                        sent.definition().type(),
                        sent.definition().functionalId(),
                        sent.release(),
                        body,
                        operation,
                        null)));
      }
    };
  }
}
