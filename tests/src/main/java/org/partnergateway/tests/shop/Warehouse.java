package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the simulated shop ships from, and what in. */
final class Warehouse {
  private Warehouse() {}

  static ObjectNode address() {
    return address("Sandbox Warehouse", "1200 Harbor Way");
  }

  /** Where an order goes whose marketplace keeps the buyer's address to itself. */
  static ObjectNode pickupCounter() {
    return address("Sandbox Pickup Counter", "80 Market Street");
  }

  /** Everything fits into one box here. */
  static ObjectNode parcel() {
    ObjectNode parcel = JsonNodeFactory.instance.objectNode();
    parcel.putObject("weight").put("value", 1200).put("unit", "g");
    parcel
        .putObject("dimensions")
        .put("length", 30)
        .put("width", 20)
        .put("height", 10)
        .put("unit", "cm");
    return parcel;
  }

  private static ObjectNode address(String company, String line) {
    ObjectNode address = JsonNodeFactory.instance.objectNode();
    address.put("name", "Shipping Desk").put("company", company);
    address.putArray("lines").add(line);
    return address
        .put("locality", "Oakland")
        .put("region", "CA")
        .put("postal_code", "94607")
        .put("country", "US")
        .put("phone", "+15105550100");
  }
}
