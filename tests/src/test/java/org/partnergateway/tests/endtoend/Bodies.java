package org.partnergateway.tests.endtoend;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Request bodies that the gateway takes. */
final class Bodies {
  static final String GOOD_CARD = "pm_card_visa";

  private Bodies() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode address(String name) {
    ObjectNode address = object();
    address.put("name", name).put("company", "Sandbox Warehouse");
    address.putArray("lines").add("1200 Harbor Way");
    return address
        .put("locality", "Oakland")
        .put("region", "CA")
        .put("postal_code", "94607")
        .put("country", "US")
        .put("phone", "+15105550100");
  }

  /**
   * @param reader the receiver's name, by which the booking is known at the far end
   */
  static ObjectNode rates(String reader) {
    ObjectNode body = object();
    body.set("ship_from", address("Shipping Desk"));
    body.set("ship_to", address(reader));
    ObjectNode parcel = body.putArray("parcels").addObject();
    parcel.putObject("weight").put("value", 1200).put("unit", "g");
    return body;
  }

  static ObjectNode booking(String reader) {
    ObjectNode body = rates(reader);
    body.put("carrier", "ups").put("service", "ups_ground");
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return body;
  }

  /**
   * @param description by which the payment is known at the far end
   */
  static ObjectNode payment(JsonNode order, String card, String description) {
    ObjectNode body = object().put("order_id", order.path("id").asText());
    body.put("partner", "stripe").put("description", description);
    body.set("amount", money(2500, "USD"));
    body.putObject("payment_method").put("type", "token").put("token", card);
    return body;
  }

  static ObjectNode money(long amount, String currency) {
    return object().put("amount", amount).put("currency", currency);
  }

  /** By UPS, two days from now, for a shipment that it carries. */
  static ObjectNode pickup(String shipment) {
    ObjectNode body = object().put("carrier", "ups");
    ObjectNode address = address("Shipping Desk");
    address.putArray("lines").add(RunningSandbox.fresh("1200 Harbor Way"));
    body.set("address", address);
    ZoneId oakland = ZoneId.of("America/Los_Angeles");
    // Midnight UTC lies in between.
    ZonedDateTime noon = LocalDate.now(oakland).plusDays(2).atTime(LocalTime.NOON).atZone(oakland);
    body.putObject("window")
        .put("earliest", ISO_OFFSET_DATE_TIME.format(noon))
        .put("latest", ISO_OFFSET_DATE_TIME.format(noon.plusHours(5)));
    body.withArray("shipment_ids").add(shipment);
    return body;
  }
}
