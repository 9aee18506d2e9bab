package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The parts of orders that a request asks for beyond the bare outline. */
record AmazonIncludedData(List<String> names) {
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("BUYER", "buyer"),
          Map.entry("RECIPIENT", "recipient"),
          Map.entry("PROCEEDS", "proceeds"),
          Map.entry("EXPENSE", "expense"),
          Map.entry("PROMOTION", "promotion"),
          Map.entry("CANCELLATION", "cancellation"),
          Map.entry("FULFILLMENT", "fulfillment"),
          Map.entry("PACKAGES", "packages"),
          Map.entry("TAX", "tax"),
          Map.entry("PAYMENT", "payment"),
          Map.entry("FULFILLMENT_ORDERS", "fulfillmentOrders"));

  /** Refuses a name that the marketplace doesn't know. */
  static AmazonIncludedData of(SimulatedRequest request) {
    List<String> names = list(request, "includedData");
    for (String name : names) {
      if (!FIELDS.containsKey(name)) {
        throw AmazonRefusal.invalid("includedData has no " + name + ".");
      }
    }
    return new AmazonIncludedData(names);
  }

  /** The order with the parts asked for; changes the order given. */
  ObjectNode of(ObjectNode order) {
    FIELDS.forEach(
        (name, field) -> {
          if (!names.contains(name)) {
            order.remove(field);
            for (JsonNode item : order.path("orderItems")) {
              ((ObjectNode) item).remove(field);
            }
          }
        });
    return order;
  }

  /** A list parameter: separated by commas, or given more than once. */
  static List<String> list(SimulatedRequest request, String parameter) {
    return request.query().getOrDefault(parameter, List.of()).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .toList();
  }
}
