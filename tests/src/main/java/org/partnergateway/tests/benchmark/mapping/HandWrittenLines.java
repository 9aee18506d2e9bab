package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The lines of {@link HandWrittenOrderMapping}, and what was canceled of them. */
record HandWrittenLines(ObjectMapper json, boolean orderCanceled) {
  ObjectNode line(JsonNode item) {
    JsonNode product = item.path("product");
    int ordered = item.path("quantityOrdered").asInt();
    int fulfilled = item.path("fulfillment").path("quantityFulfilled").asInt(0);
    int canceled = canceled(item);
    ObjectNode out = json.createObjectNode();
    out.set("id", item.get("orderItemId"));
    out.set("partner_ref", item.get("orderItemId"));
    put(out, "product_ref", product.path("asin"));
    put(out, "sku", product.path("sellerSku"));
    put(out, "title", product.path("title"));
    out.putObject("quantity")
        .put("ordered", ordered)
        .put("canceled", canceled)
        .put("fulfilled", fulfilled);
    JsonNode price = product.path("price").path("unitPrice");
    if (price.isObject()) {
      out.set("unit_price", HandWrittenTotals.money(json, price));
    }
    JsonNode proceeds = item.path("proceeds");
    ArrayNode totals = HandWrittenTotals.map(json, proceeds, proceeds.path("proceedsTotal"));
    if (!totals.isEmpty()) {
      out.set("totals", totals);
    }
    out.put("status", status(ordered, fulfilled, canceled));
    return out;
  }

  @Nullable ObjectNode cancellation(JsonNode item, JsonNode time) {
    JsonNode wish = item.path("cancellation").path("cancellationRequest");
    JsonNode deed = item.path("cancellation").path("cancellationExecution");
    if (!wish.isObject() && !deed.isObject()) {
      return null;
    }
    String line = item.path("orderItemId").asText();
    int quantity = deed.isObject() ? canceled(item) : unfulfilled(item);
    ObjectNode out = json.createObjectNode();
    out.put("id", "cancellation-" + line);
    out.put("type", "cancellation");
    out.set("occurred_at", time);
    out.put("status", deed.isObject() ? "completed" : "pending");
    if (quantity > 0) {
      out.putArray("line_items").addObject().put("line_item_id", line).put("quantity", quantity);
    }
    putFirst(out, "description", deed.path("cancelReason"), wish.path("cancelReason"));
    putFirst(out, "partner_code", deed.path("cancelledBy"), wish.path("requester"));
    return out;
  }

  private int canceled(JsonNode item) {
    int fulfilled = item.path("fulfillment").path("quantityFulfilled").asInt(0);
    int waiting = orderCanceled ? 0 : unfulfilled(item);
    return Math.max(0, item.path("quantityOrdered").asInt() - fulfilled - waiting);
  }

  private static int unfulfilled(JsonNode item) {
    JsonNode told = item.path("fulfillment").path("quantityUnfulfilled");
    if (told.isNumber()) {
      return told.asInt();
    }
    boolean done = item.path("cancellation").path("cancellationExecution").isObject();
    int fulfilled = item.path("fulfillment").path("quantityFulfilled").asInt(0);
    return done ? 0 : item.path("quantityOrdered").asInt() - fulfilled;
  }

  private static String status(int ordered, int fulfilled, int canceled) {
    if (canceled >= ordered) {
      return "removed";
    }
    if (fulfilled >= ordered - canceled) {
      return "fulfilled";
    }
    return fulfilled > 0 ? "partial" : "processing";
  }

  private static void put(ObjectNode out, String name, JsonNode value) {
    HandWrittenOrderMapping.put(out, name, HandWrittenOrderMapping.text(value));
  }

  private static void putFirst(ObjectNode out, String name, JsonNode one, JsonNode other) {
    HandWrittenOrderMapping.put(
        out,
        name,
        HandWrittenOrderMapping.first(
            HandWrittenOrderMapping.text(one), HandWrittenOrderMapping.text(other)));
  }
}
