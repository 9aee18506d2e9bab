package org.partnergateway.routes.outbound;

import java.util.List;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * A step of the outbound route: {@code gateway:<name>/<partner>/<operation>}. Lets a failed call
 * pass.
 */
abstract class OutboundStep implements StepFactory {
  private final String name;
  private final PartnerRegistry partners;

  OutboundStep(String name, PartnerRegistry partners) {
    this.name = name;
    this.partners = partners;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Step create(List<String> arguments) {
    PartnerOperation operation = partners.operation(arguments.getFirst(), arguments.getLast());
    return exchange -> {
      OutboundCall call = exchange.getMessage().getBody(OutboundCall.class);
      if (!call.failed()) {
        process(operation, call);
      }
    };
  }

  abstract void process(PartnerOperation operation, OutboundCall call) throws Exception;
}
