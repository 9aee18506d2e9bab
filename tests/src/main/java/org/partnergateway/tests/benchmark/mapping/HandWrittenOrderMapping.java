package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code transformations/partners/amazon/order.message.jslt} does, as somebody would write it
 * with nothing but Jackson, and without any check of what comes out.
 */
final class HandWrittenOrderMapping {
  private static final Pattern EMAIL = Pattern.compile("^[^@\\s]+@[^@\\s]+$");
  private static final Pattern ALIAS_TYPE = Pattern.compile("^[A-Z][A-Z0-9_]*$");

  private static final Map<String, String> STATUSES =
      Map.of(
          "PENDING_AVAILABILITY", "created",
          "PENDING", "created",
          "UNSHIPPED", "confirmed",
          "PARTIALLY_SHIPPED", "processing",
          "SHIPPED", "shipped",
          "CANCELLED", "canceled",
          "UNFULFILLABLE", "manual_review");
  private static final Map<String, String> FULFILLED_BY =
      Map.of("MERCHANT", "merchant", "AMAZON", "partner");
  private static final Map<String, String> SERVICE_LEVELS =
      Map.of(
          "FREE_ECONOMY", "economy",
          "STANDARD", "standard",
          "EXPEDITED", "expedited",
          "PRIORITY", "priority",
          "SECOND_DAY", "two_day",
          "NEXT_DAY", "next_day",
          "SAME_DAY", "same_day",
          "SCHEDULED", "scheduled");

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode draft;

  /**
   * @param draft what the gateway itself knows of the order
   */
  HandWrittenOrderMapping(ObjectNode draft) {
    this.draft = draft;
  }

  byte[] map(byte[] message) throws IOException {
    JsonNode order = json.readTree(message);
    ObjectNode out = json.createObjectNode();
    out.setAll(draft);
    header(order, out);
    parties(order, out);
    lines(order, out);
    return json.writeValueAsBytes(out);
  }

  private void header(JsonNode order, ObjectNode out) {
    JsonNode fulfillment = order.path("fulfillment");
    JsonNode channel = order.path("salesChannel");
    out.set("order_number", order.get("orderId"));
    out.put("partner", "amazon");
    references(order, out.putArray("partner_refs"));
    put(
        out,
        "sales_channel",
        first(
            text(channel.path("marketplaceName")),
            text(channel.path("marketplaceId")),
            text(channel.path("channelName"))));
    String status = text(fulfillment.path("fulfillmentStatus"));
    out.put("status", status == null ? "created" : STATUSES.getOrDefault(status, "unknown"));
    put(out, "partner_code", status);
    look(out, "fulfilled_by", FULFILLED_BY, text(fulfillment.path("fulfilledBy")));
    out.set("placed_at", order.get("createdTime"));
    put(out, "currency", currency(order));
    String level = text(fulfillment.path("fulfillmentServiceLevel"));
    put(out, "shipping_method", level);
    look(out, "service_level", SERVICE_LEVELS, level);
    set(out, "ship_by", fulfillment.path("shipByWindow").path("latestDateTime"));
    set(out, "deliver_by", fulfillment.path("deliverByWindow").path("latestDateTime"));
  }

  private static void references(JsonNode order, ArrayNode out) {
    out.addObject().put("type", "order_id").set("value", order.get("orderId"));
    for (JsonNode alias : order.path("orderAliases")) {
      String type = alias.path("aliasType").asText();
      if (ALIAS_TYPE.matcher(type).find() && text(alias.path("aliasId")) != null) {
        out.addObject()
            .put("type", type.toLowerCase(Locale.ROOT))
            .set("value", alias.get("aliasId"));
      }
    }
  }

  private static @Nullable String currency(JsonNode order) {
    JsonNode code = order.path("proceeds").path("grandTotal").path("currencyCode");
    if (code.isTextual()) {
      return code.asText();
    }
    for (JsonNode item : order.path("orderItems")) {
      JsonNode price = item.path("product").path("price").path("unitPrice");
      if (price.isObject()) {
        return price.path("currencyCode").asText();
      }
    }
    return null;
  }

  private void parties(JsonNode order, ObjectNode out) {
    JsonNode buyer = order.path("buyer");
    ObjectNode person = json.createObjectNode();
    put(person, "full_name", text(buyer.path("buyerName")));
    put(person, "company", text(buyer.path("buyerCompanyName")));
    String email = text(buyer.path("buyerEmail"));
    if (email != null && EMAIL.matcher(email).find()) {
      person.put("email", email);
    }
    if (!person.isEmpty()) {
      out.set("buyer", person);
    }
    ObjectNode address =
        HandWrittenAddress.map(json, order.path("recipient").path("deliveryAddress"));
    if (address != null) {
      out.set("ship_to", address);
    }
  }

  private void lines(JsonNode order, ObjectNode out) {
    boolean canceled =
        order.path("fulfillment").path("fulfillmentStatus").asText().equals("CANCELLED");
    HandWrittenLines lines = new HandWrittenLines(json, canceled);
    ArrayNode items = out.putArray("line_items");
    ArrayNode adjustments = out.putArray("adjustments");
    for (JsonNode item : order.path("orderItems")) {
      items.add(lines.line(item));
      ObjectNode cancellation = lines.cancellation(item, order.get("lastUpdatedTime"));
      if (cancellation != null) {
        adjustments.add(cancellation);
      }
    }
    JsonNode proceeds = order.path("proceeds");
    out.set("totals", HandWrittenTotals.map(json, proceeds, proceeds.path("grandTotal")));
  }

  static @Nullable String text(JsonNode node) {
    if (!node.isTextual()) {
      return null;
    }
    String text = node.asText().strip();
    return text.isEmpty() ? null : text;
  }

  static @Nullable String first(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  static void put(ObjectNode out, String name, @Nullable String value) {
    if (value != null) {
      out.put(name, value);
    }
  }

  private static void set(ObjectNode out, String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      out.set(name, value);
    }
  }

  private static void look(
      ObjectNode out, String name, Map<String, String> table, @Nullable String code) {
    if (code != null) {
      out.put(name, table.getOrDefault(code, "unknown"));
    }
  }
}
