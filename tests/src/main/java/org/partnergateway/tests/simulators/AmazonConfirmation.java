package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** A seller's word that a package of an order was handed to a carrier. */
final class AmazonConfirmation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String marketplace;
  private final JsonNode detail;

  private AmazonConfirmation(String marketplace, JsonNode detail) {
    this.marketplace = marketplace;
    this.detail = detail;
  }

  /** Reads the body and refuses one that lacks anything, or has it in the wrong type. */
  static AmazonConfirmation read(byte[] body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException e) {
      throw AmazonRefusal.invalid("The body is not JSON.");
    }
    JsonNode detail = tree.path("packageDetail");
    if (!text(detail, "packageReferenceId").matches("[1-9][0-9]*")) {
      throw AmazonRefusal.invalid("packageDetail.packageReferenceId must be a positive number.");
    }
    if (text(detail, "carrierCode").equals("Other")) {
      text(detail, "carrierName");
    }
    text(detail, "trackingNumber");
    try {
      OffsetDateTime.parse(text(detail, "shipDate"));
    } catch (DateTimeException e) {
      throw AmazonRefusal.invalid("packageDetail.shipDate must be a date and time of ISO 8601.");
    }
    JsonNode items = detail.path("orderItems");
    if (!items.isArray() || items.isEmpty()) {
      throw AmazonRefusal.invalid("packageDetail.orderItems must list an item.");
    }
    for (JsonNode item : items) {
      text(item, "orderItemId");
      if (!item.path("quantity").isInt() || item.path("quantity").intValue() < 1) {
        throw AmazonRefusal.invalid("packageDetail.orderItems.quantity must be 1 or more.");
      }
    }
    return new AmazonConfirmation(text(tree, "marketplaceId"), detail);
  }

  /** Puts the package into the order, or in the place of the one of that name. */
  boolean applyTo(ObjectNode order) {
    if (!marketplace.equals(order.at("/salesChannel/marketplaceId").asText())) {
      throw AmazonRefusal.invalid("The order was not placed in marketplace " + marketplace + ".");
    }
    String status = order.at("/fulfillment/fulfillmentStatus").asText();
    if (!status.equals("UNSHIPPED")
        && !status.equals("PARTIALLY_SHIPPED")
        && !status.equals("SHIPPED")) {
      throw AmazonRefusal.invalid("An order that is " + status + " cannot be confirmed.");
    }
    ObjectNode parcel = parcel();
    ArrayNode packages = order.withArray("/packages");
    for (Iterator<JsonNode> old = packages.iterator(); old.hasNext(); ) {
      JsonNode before = old.next();
      if (before.equals(parcel)) {
        return false;
      }
      if (before.path("packageReferenceId").equals(parcel.path("packageReferenceId"))) {
        old.remove();
      }
    }
    packages.add(parcel);
    count(order);
    return true;
  }

  private ObjectNode parcel() {
    ObjectNode parcel = JSON.createObjectNode();
    parcel.set("packageReferenceId", detail.path("packageReferenceId"));
    parcel.putObject("packageStatus").put("status", "SHIPPED");
    parcel.set("carrier", detail.path(detail.has("carrierName") ? "carrierName" : "carrierCode"));
    parcel.set("shipTime", detail.path("shipDate"));
    parcel.set("trackingNumber", detail.path("trackingNumber"));
    parcel.set("packageItems", detail.path("orderItems"));
    return parcel;
  }

  private static void count(ObjectNode order) {
    Map<String, Integer> shipped = new HashMap<>();
    for (JsonNode parcel : order.path("packages")) {
      for (JsonNode item : parcel.path("packageItems")) {
        shipped.merge(
            item.path("orderItemId").asText(), item.path("quantity").asInt(), Math::addExact);
      }
    }
    boolean all = true;
    for (JsonNode item : order.path("orderItems")) {
      Integer known = shipped.remove(item.path("orderItemId").asText());
      int fulfilled = known == null ? 0 : known;
      int left = item.path("quantityOrdered").asInt() - fulfilled;
      if (left < 0) {
        throw AmazonRefusal.invalid(
            "More of item %s than was ordered.".formatted(item.path("orderItemId").asText()));
      }
      all &= left == 0;
      ObjectNode fulfillment = ((ObjectNode) item).withObject("/fulfillment");
      fulfillment.put("quantityFulfilled", fulfilled).put("quantityUnfulfilled", left);
    }
    if (!shipped.isEmpty()) {
      throw AmazonRefusal.invalid("The order has no item " + shipped.keySet() + ".");
    }
    order
        .withObject("/fulfillment")
        .put("fulfillmentStatus", all ? "SHIPPED" : "PARTIALLY_SHIPPED");
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw AmazonRefusal.invalid(name + " is missing or not text.");
    }
    return value.textValue();
  }
}
