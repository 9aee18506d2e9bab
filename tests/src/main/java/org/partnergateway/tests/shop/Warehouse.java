package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the simulated shop ships from, and what in. */
final class Warehouse {
  /** An extension digit and a prefix that GS1 keeps for examples. */
  private static final String COMPANY = "0" + "95060001";

  private static final long SERIAL_NUMBERS = 100_000_000;

  /** How many characters at an id's end differ from one to the next. */
  private static final int RANDOM = 8;

  private Warehouse() {}

  static ObjectNode address() {
    return address("Sandbox Warehouse", "1200 Harbor Way");
  }

  /** Where an order goes whose marketplace keeps the buyer's address to itself. */
  static ObjectNode pickupCounter() {
    return address("Sandbox Pickup Counter", "80 Market Street");
  }

  /**
   * Everything fits into one box here, which bears a number of its own.
   *
   * @param orderId whose box it is; always the same one
   */
  static ObjectNode parcel(String orderId) {
    ObjectNode parcel = JsonNodeFactory.instance.objectNode().put("sscc", sscc(orderId));
    parcel.putObject("weight").put("value", 1200).put("unit", "g");
    parcel
        .putObject("dimensions")
        .put("length", 30)
        .put("width", 20)
        .put("height", 10)
        .put("unit", "cm");
    return parcel;
  }

  /** GS1's: an extension digit, the company's prefix, a serial number, a check digit. */
  private static String sscc(String orderId) {
    long serial = Long.parseLong(orderId.substring(orderId.length() - RANDOM), 36) % SERIAL_NUMBERS;
    String digits = COMPANY + "%08d".formatted(serial);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
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
