package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What only grows: the greatest that was ever told holds. */
final class Growing {
  private Growing() {}

  /** A sum of money. */
  static void sum(ObjectNode merged, String name, JsonNode money) {
    JsonNode held = merged.path(name);
    long had = held.path("amount").asLong(Long.MIN_VALUE);
    long told = money.path("amount").asLong();
    boolean otherCurrency = had == told && money.toString().compareTo(held.toString()) > 0;
    if (had < told || otherCurrency) {
      merged.set(name, money);
    }
  }

  /** A number of pieces; what is absent is zero. */
  static void number(ObjectNode merged, String name, JsonNode one, JsonNode other) {
    JsonNode greatest = one.path(name).asLong() >= other.path(name).asLong() ? one : other;
    if (greatest.has(name)) {
      merged.set(name, greatest.get(name));
    } else if (one.has(name) || other.has(name)) {
      merged.set(name, one.has(name) ? one.get(name) : other.get(name));
    }
  }
}
