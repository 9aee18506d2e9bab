package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.edi.EdiPartners.SentTransaction;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:check-transaction/<partner>/<operation>}: nothing is sent that its contract
 * doesn't have, or that can't be written in the partner's character set.
 */
public final class CheckTransactionStep implements StepFactory {
  private final EdiPartners partners;

  public CheckTransactionStep(EdiPartners partners) {
    this.partners = partners;
  }

  @Override
  public String name() {
    return "check-transaction";
  }

  @Override
  public Step create(List<String> arguments) {
    SentTransaction sent = partners.sent(arguments.getFirst(), arguments.getLast());
    return exchange -> {
      OutboundCall call = exchange.getMessage().getBody(OutboundCall.class);
      if (!call.failed()) {
        check(sent, call);
      }
    };
  }

  private static void check(SentTransaction sent, OutboundCall call) {
    EdiAgreement agreement = sent.agreement();
    JsonNode body = call.request().body();
    List<Violation> violations =
        agreement
            .writer()
            .check(
                sent.contract(),
                agreement.standard(),
                sent.definition().type(),
                sent.release(),
                body == null ? StrictJson.nodes().objectNode() : body)
            .stream()
            .map(one -> one.under("/body"))
            .toList();
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.INVALID_REQUEST,
              "%s can't be sent this: as a %s it breaks its contract, so nothing was sent."
                  .formatted(agreement.partner(), sent.definition().type()),
              violations));
    }
  }
}
