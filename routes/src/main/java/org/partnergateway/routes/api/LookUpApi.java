package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.inbound.OrderRefresh;
import org.partnergateway.routes.operations.CapabilityCheck;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.Failures;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;

/** What is asked of a partner while the caller waits, and changes nothing there. */
public final class LookUpApi implements ApiSection {
  private final CanonicalOperations catalog;
  private final ContextReader contexts;
  private final PartnerChoice choice;
  private final CapabilityCheck capabilities;
  private final LookUps lookUps;
  private final OrderRefresh refresh;
  private final GatewayProperties.Api properties;

  public LookUpApi(
      CanonicalOperations catalog,
      ContextReader contexts,
      PartnerChoice choice,
      CapabilityCheck capabilities,
      LookUps lookUps,
      OrderRefresh refresh,
      GatewayProperties.Api properties) {
    this.catalog = catalog;
    this.contexts = contexts;
    this.choice = choice;
    this.capabilities = capabilities;
    this.lookUps = lookUps;
    this.refresh = refresh;
    this.properties = properties;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    Map<String, ApiHandler> handlers = new HashMap<>();
    handlers.put(
        "validateShipment", request -> ask("validate-shipment", request, request.object()));
    handlers.put(
        "trackShipment", request -> ask("track-shipment", request, trackingRequest(request)));
    handlers.put("refreshOrder", this::refreshOrder);
    return handlers;
  }

  private Answer ask(String name, ApiRequest request, ObjectNode body) {
    CanonicalOperation operation = catalog.get(name);
    Context context = contexts.read(Map.of(), body);
    PartnerOperation partner = choice.choose(operation, body, context);
    capabilities.check(partner, body, context);
    JsonNode result = lookUps.ask(partner, body, context, patience(request));
    List<Violation> violations = operation.result().check(result);
    if (!violations.isEmpty()) {
      throw Failures.problem(
              partner.partner(),
              null,
              OutboundFailure.of(
                  Failure.CONTRACT_VIOLATION,
                  "%s answered what makes no valid answer of ours.".formatted(partner.partner()),
                  violations))
          .exception();
    }
    return Answer.json(200, StrictJson.write(result));
  }

  private static ObjectNode trackingRequest(ApiRequest request) {
    return StrictJson.nodes()
        .objectNode()
        .put("carrier", request.pathParameter("carrier"))
        .put("tracking_number", request.pathParameter("tracking_number"));
  }

  private Answer refreshOrder(ApiRequest request) {
    CanonicalOperation operation = catalog.get("get-order");
    String id = request.pathParameter("order_id");
    Context context = contexts.read(Map.of("order", id), request.object());
    PartnerOperation partner = choice.choose(operation, request.object(), context);
    return Answer.json(200, StrictJson.write(refresh.refresh(partner, context, patience(request))));
  }

  private Duration patience(ApiRequest request) {
    Duration wait = request.preference().patience();
    return wait == null || wait.isZero() || wait.compareTo(properties.maxWait()) > 0
        ? properties.defaultWait()
        : wait;
  }
}
