package org.partnergateway.tests.durability;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.partnergateway.tests.shop.CanonicalApi;

/** Orders as the canonical API lists them. */
final class Orders {
  private Orders() {}

  static Optional<JsonNode> newest(CanonicalApi api) throws IOException, InterruptedException {
    JsonNode orders = api.get("/v1/orders").path("data");
    return orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(0));
  }
}
