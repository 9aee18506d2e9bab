package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The listings of the one seller, one for each product that buyers order, and how many units of
 * each there are by fulfillment channel. Safe for concurrent use.
 */
final class AmazonListings {
  /** The seller's id. */
  static final String SELLER = "A3SANDBOX1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STOCK = "/attributes/fulfillment_availability";

  private final Set<String> skus;
  private final Map<String, JsonNode> stocks = new HashMap<>();

  AmazonListings(Set<String> skus) {
    this.skus = skus;
  }

  /** How many units a listing has, as it was told last; null before that. */
  synchronized @Nullable JsonNode stock(String marketplace, String sku) {
    return stocks.get(marketplace + " " + sku);
  }

  /** What became of a submission, and whether it changed anything. */
  record Patched(JsonNode answer, boolean changed) {}

  synchronized Patched patch(String seller, String sku, SimulatedRequest request) {
    String marketplace = request.queryParameter("marketplaceIds");
    if (marketplace == null || !marketplace.matches("[A-Z0-9]{5,20}")) {
      throw AmazonRefusal.invalid("marketplaceIds must name a marketplace.");
    }
    if (!seller.equals(SELLER)) {
      throw AmazonRefusal.unauthorized("This account is not seller " + seller + ".");
    }
    if (!skus.contains(sku)) {
      throw AmazonRefusal.invalid("There is no listing " + sku + ".");
    }
    JsonNode body = read(request.body());
    String fault = fault(body);
    if (fault != null) {
      return new Patched(submission(sku, "INVALID", fault), false);
    }
    JsonNode before = stocks.put(marketplace + " " + sku, body.at("/patches/0/value"));
    boolean changed = !body.at("/patches/0/value").equals(before);
    return new Patched(submission(sku, "ACCEPTED", null), changed);
  }

  /**
   * One message of a feed.
   *
   * @return null when it changed nothing, an empty text when it did, else what is wrong with it
   */
  synchronized @Nullable String told(String marketplace, JsonNode message) {
    String sku = message.path("sku").asText();
    if (!skus.contains(sku)) {
      return "The SKU " + sku + " does not match any listing.";
    }
    String fault =
        message.path("operationType").asText().equals("PATCH")
            ? fault(message)
            : "Only PATCH is simulated.";
    if (fault != null) {
      return fault;
    }
    JsonNode before = stocks.put(marketplace + " " + sku, message.at("/patches/0/value"));
    return message.at("/patches/0/value").equals(before) ? null : "";
  }

  private static JsonNode read(byte[] body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException e) {
      throw AmazonRefusal.invalid("The body is not JSON.");
    }
    if (!tree.path("productType").isTextual() || tree.path("patches").isEmpty()) {
      throw AmazonRefusal.invalid("productType and patches are needed.");
    }
    return tree;
  }

  /** What the listing can't take; null where it can. */
  private static @Nullable String fault(JsonNode body) {
    JsonNode patch = body.at("/patches/0");
    if (!body.path("productType").asText().matches("[A-Z][A-Z0-9_]*")) {
      return "There is no product type " + body.path("productType").asText() + ".";
    }
    if (!patch.path("op").asText().equals("replace")
        || !patch.path("path").asText().equals(STOCK)) {
      return "Only fulfillment_availability is simulated, and only replace.";
    }
    for (JsonNode one : patch.path("value")) {
      if (!one.path("fulfillment_channel_code").isTextual()
          || !one.path("quantity").isInt()
          || one.path("quantity").intValue() < 0) {
        return "fulfillment_availability wants a channel and a quantity of 0 or more.";
      }
    }
    return patch.path("value").isEmpty() ? "fulfillment_availability has no value." : null;
  }

  private static JsonNode submission(String sku, String status, @Nullable String fault) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("sku", sku).put("status", status);
    answer.put("submissionId", UUID.randomUUID().toString().replace("-", ""));
    answer.putArray("issues");
    if (fault != null) {
      ObjectNode issue = answer.withArray("/issues").addObject();
      issue.put("code", "4000003").put("message", fault).put("severity", "ERROR");
      issue.putArray("categories").add("INVALID_ATTRIBUTE");
    }
    return answer;
  }
}
