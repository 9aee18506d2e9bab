package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;

/** Events about nothing, by which a caller sees whether an endpoint works. */
public final class TestEvents {
  private static final String TYPE = "org.partnergateway.webhook_endpoint.test.v1";

  private final WebhookDeliveries deliveries;
  private final Ids ids;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake begins what is due
   */
  TestEvents(WebhookDeliveries deliveries, Ids ids, InstantSource clock, Runnable wake) {
    this.deliveries = deliveries;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Sends one, whatever types of events the endpoint gets.
   *
   * @return the event's id
   */
  public String send(WebhookEndpoint endpoint) {
    if (!endpoint.enabled()) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT, "The endpoint is disabled; enable it to have it tested.")
          .exception();
    }
    String id = ids.next("evt");
    ObjectNode event = StrictJson.nodes().objectNode();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "/v1");
    event.put("type", TYPE);
    event.put("subject", endpoint.id());
    event.put("time", Columns.toMicros(clock.instant()).toString());
    event.put("datacontenttype", "application/json");
    event.put("partitionkey", endpoint.id());
    event.putObject("data").put("endpoint_id", endpoint.id());
    deliveries.add(endpoint.id(), id, TYPE, event);
    wake.run();
    return id;
  }
}
