package org.partnergateway.routes.outbound;

import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerClient;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.formats.WireFormat;

/**
 * One operation of one partner, with everything that a call needs, looked up once at the start.
 *
 * @param requestFormat how the body is written; null when the contract's operation has none
 */
public record PartnerOperation(
    String partner,
    CanonicalOperation canonical,
    OperationDefinition definition,
    HttpOperation contract,
    @Nullable WireFormat requestFormat,
    Mapping requestMapping,
    Mapping responseMapping,
    com.fasterxml.jackson.databind.node.ObjectNode settings,
    PartnerClient client) {

  /** The route that a call of it takes. */
  public String routeUri() {
    return "direct:outbound/" + partner + "/" + canonical.name();
  }
}
