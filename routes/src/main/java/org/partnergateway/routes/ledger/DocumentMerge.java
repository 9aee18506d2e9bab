package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Merges what a partner says into what the ledger holds, so that old news never overwrites newer.
 */
public final class DocumentMerge {
  /** Sums that only grow, whatever order the news of them comes in. */
  private static final Set<String> GROWING =
      Set.of("authorized_amount", "captured_amount", "refunded_amount");

  private static final String STATUS = "status";
  private static final String REFERENCES = "partner_refs";

  private final StatusRules rules;

  public DocumentMerge(StatusRules rules) {
    this.rules = rules;
  }

  /**
   * @param document what the ledger is to hold now
   * @param statusAt when what set its status happened
   */
  public record Merged(ObjectNode document, Instant statusAt) {}

  /**
   * @param statusAt when what set the current status happened
   * @param occurredAt when what the news says happened
   */
  public Merged merge(
      String kind, ObjectNode current, Instant statusAt, ObjectNode news, Instant occurredAt) {
    ObjectNode merged = current.deepCopy();
    boolean fresh = isFresh(kind, current, statusAt, news, occurredAt);
    for (Map.Entry<String, JsonNode> field : news.properties()) {
      String name = field.getKey();
      if (GROWING.contains(name)) {
        grow(merged, name, field.getValue());
      } else if (name.equals(REFERENCES)) {
        unite(merged, field.getValue());
      } else if (fresh) {
        merged.set(name, field.getValue());
      }
    }
    return new Merged(merged, fresh && news.has(STATUS) ? later(statusAt, occurredAt) : statusAt);
  }

  /** News whose status may not be taken is old news, and so are the rest of its fields. */
  private boolean isFresh(
      String kind, ObjectNode current, Instant statusAt, ObjectNode news, Instant occurredAt) {
    if (!news.has(STATUS)) {
      return true;
    }
    String from = current.path(STATUS).asText();
    String to = news.path(STATUS).asText();
    return from.equals(to)
        ? !occurredAt.isBefore(statusAt)
        : rules.mayMove(kind, from, to, statusAt, occurredAt);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static void grow(ObjectNode merged, String name, JsonNode money) {
    JsonNode held = merged.path(name);
    if (held.path("amount").asLong(Long.MIN_VALUE) < money.path("amount").asLong()) {
      merged.set(name, money);
    }
  }

  private static void unite(ObjectNode merged, JsonNode references) {
    ArrayNode held = merged.withArray(REFERENCES);
    for (JsonNode reference : references) {
      boolean known = false;
      for (JsonNode one : held) {
        known |= one.equals(reference);
      }
      if (!known) {
        held.add(reference);
      }
    }
  }
}
