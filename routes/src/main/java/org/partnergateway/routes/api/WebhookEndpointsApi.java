package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.webhooks.EndpointService;
import org.partnergateway.routes.webhooks.TestEvents;
import org.partnergateway.routes.webhooks.WebhookDocuments;

/** Who gets events by HTTP. */
public final class WebhookEndpointsApi implements ApiSection {
  private static final String CREATE = "POST /v1/webhook-endpoints";

  private final EndpointService service;
  private final WebhookEndpoints endpoints;
  private final TestEvents tests;
  private final Runnable wake;

  /**
   * @param wake begins what is due
   */
  public WebhookEndpointsApi(
      EndpointService service, WebhookEndpoints endpoints, TestEvents tests, Runnable wake) {
    this.service = service;
    this.endpoints = endpoints;
    this.tests = tests;
    this.wake = wake;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listWebhookEndpoints", this::list,
        "createWebhookEndpoint", this::create,
        "getWebhookEndpoint", request -> answer(WebhookDocuments.of(find(request))),
        "updateWebhookEndpoint", this::update,
        "deleteWebhookEndpoint", this::delete,
        "rotateWebhookSecret", this::rotate,
        "testWebhookEndpoint", this::test);
  }

  static String id(ApiRequest request) {
    return request.pathParameter("webhook_endpoint_id");
  }

  private WebhookEndpoint find(ApiRequest request) {
    String id = id(request);
    return endpoints.find(id).orElseThrow(() -> EndpointService.unknown(id));
  }

  private Answer list(ApiRequest request) {
    Page<WebhookEndpoint> page =
        Paging.read(() -> endpoints.list(Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(WebhookDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer create(ApiRequest request) {
    return service.create(
        request.caller(),
        Objects.requireNonNull(request.idempotencyKey(), "the contract requires it"),
        Fingerprint.of(CREATE, request.rawBody()),
        request.object());
  }

  private Answer update(ApiRequest request) {
    WebhookEndpoint changed = service.change(id(request), request.object());
    wake.run();
    return answer(WebhookDocuments.of(changed));
  }

  private Answer delete(ApiRequest request) {
    if (!endpoints.delete(id(request))) {
      throw EndpointService.unknown(id(request));
    }
    return Answer.empty(204);
  }

  private Answer rotate(ApiRequest request) {
    return answer(service.rotate(id(request), request.object()));
  }

  private Answer test(ApiRequest request) {
    String event = tests.send(find(request));
    return Answer.json(
        202,
        StrictJson.write(
            StrictJson.nodes()
                .objectNode()
                .put("endpoint_id", id(request))
                .put("event_id", event)));
  }

  private static Answer answer(JsonNode document) {
    return Answer.json(200, StrictJson.write(document));
  }
}
