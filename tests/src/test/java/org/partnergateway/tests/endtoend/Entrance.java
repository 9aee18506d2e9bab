package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A way in for bodies.
 *
 * @param good a body that it takes
 * @param request the request with any body, authenticated
 */
record Entrance(String name, byte[] good, Function<byte[], ApiRequest> request) {
  private static final String NO_PAYMENT = "pay_00000000000000000000000000";
  private static final String NO_SHIPMENT = "shp_00000000000000000000000000";
  private static final String NO_ORDER = "ord_00000000000000000000000000";

  static List<Entrance> all() {
    ObjectNode order = Bodies.object().put("id", NO_ORDER);
    return List.of(
        look("/v1/rates", Bodies.rates("Hostile")),
        look("/v1/orders/" + NO_ORDER + "/refresh", Bodies.object()),
        write("/v1/shipments", Bodies.booking("Hostile")),
        write("/v1/payments", Bodies.payment(order, Bodies.GOOD_CARD, "hostile")),
        write(
            "/v1/refunds",
            Bodies.object().put("payment_id", NO_PAYMENT).set("amount", Bodies.money(100, "USD"))),
        write(
            "/v1/payments/" + NO_PAYMENT + "/capture",
            Bodies.object().set("amount", Bodies.money(100, "USD"))),
        write("/v1/payments/" + NO_PAYMENT + "/cancel", Bodies.object()),
        write("/v1/shipments/" + NO_SHIPMENT + "/void", Bodies.object()),
        write("/v1/orders/" + NO_ORDER + "/shipment-confirmations", Bodies.object()),
        new Entrance(
            "Stripe's webhook",
            StrictJson.write(
                Webhooks.paymentEvent("evt_hostile", "x.y", "x", Bodies.object(), Instant.EPOCH)),
            Webhooks::signed),
        new Entrance(
            "UPS's webhook",
            StrictJson.write(Bodies.object().put("trackingNumber", "1Z")),
            Webhooks::ups));
  }

  private static Entrance look(String path, ObjectNode good) {
    return new Entrance(path, StrictJson.write(good), body -> ApiRequest.post(path, body));
  }

  private static Entrance write(String path, JsonNode good) {
    return new Entrance(
        path,
        StrictJson.write(good),
        body -> ApiRequest.post(path, body).key(RunningSandbox.fresh("hostile")));
  }

  @Override
  public String toString() {
    return name;
  }
}
