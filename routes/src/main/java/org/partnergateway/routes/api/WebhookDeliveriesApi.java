package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.webhooks.DeliveryLog;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookDelivery;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.webhooks.EndpointService;
import org.partnergateway.routes.webhooks.WebhookDocuments;

/** What webhook endpoints were sent, and how it is sent again. */
public final class WebhookDeliveriesApi implements ApiSection {
  private final WebhookEndpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final DeliveryLog log;
  private final Runnable wake;

  /**
   * @param wake begins what is due
   */
  public WebhookDeliveriesApi(
      WebhookEndpoints endpoints, WebhookDeliveries deliveries, DeliveryLog log, Runnable wake) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.log = log;
    this.wake = wake;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listWebhookDeliveries", this::list,
        "getWebhookDelivery", request -> Answer.json(200, StrictJson.write(document(request))),
        "resendWebhookDelivery", this::resend,
        "resendWebhookDeliveries", this::resendAll);
  }

  private String endpoint(ApiRequest request) {
    String id = WebhookEndpointsApi.id(request);
    return endpoints.find(id).orElseThrow(() -> EndpointService.unknown(id)).id();
  }

  private Answer list(ApiRequest request) {
    String endpoint = endpoint(request);
    Page<WebhookDelivery> page =
        Paging.read(
            () ->
                log.list(
                    endpoint,
                    request.queryParameter("status"),
                    request.queryParameter("type"),
                    Paging.cursor(request),
                    Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(WebhookDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private ObjectNode document(ApiRequest request) {
    String event = request.pathParameter("event_id");
    return log.find(endpoint(request), event)
        .map(WebhookDocuments::of)
        .orElseThrow(() -> unknown(event));
  }

  private static ProblemException unknown(String event) {
    return Problem.of(
            ProblemType.NOT_FOUND, "The endpoint has no delivery of event %s.".formatted(event))
        .exception();
  }

  private Answer resend(ApiRequest request) {
    String event = request.pathParameter("event_id");
    if (!deliveries.resend(endpoint(request), event)) {
      throw unknown(event);
    }
    Answer answer = Answer.json(202, StrictJson.write(document(request)));
    wake.run();
    return answer;
  }

  private Answer resendAll(ApiRequest request) {
    int count =
        deliveries.resendSince(
            endpoint(request),
            since(request.object()),
            request.object().path("include_delivered").asBoolean());
    wake.run();
    return Answer.json(202, StrictJson.write(StrictJson.nodes().objectNode().put("resent", count)));
  }

  private static @Nullable Instant since(ObjectNode body) {
    return body.has("since") ? OffsetDateTime.parse(body.path("since").asText()).toInstant() : null;
  }
}
