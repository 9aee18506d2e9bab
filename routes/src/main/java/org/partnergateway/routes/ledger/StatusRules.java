package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which status may follow which, from {@code contracts/canonical/statuses.yaml}, so that a late or
 * repeated message never moves one backwards.
 */
public final class StatusRules {
  private final Map<String, Map<String, Rule>> kinds = new HashMap<>();

  /**
   * @param to the statuses that may follow; null: any whose rank is not lower
   */
  private record Rule(int rank, @Nullable Set<String> to) {}

  public StatusRules(JsonNode statuses) {
    statuses
        .properties()
        .forEach(
            kind -> {
              Map<String, Rule> rules = new HashMap<>();
              kind.getValue()
                  .properties()
                  .forEach(status -> rules.put(status.getKey(), rule(status.getValue())));
              kinds.put(kind.getKey(), rules);
            });
  }

  private static Rule rule(JsonNode rule) {
    if (!rule.has("to")) {
      return new Rule(rule.path("rank").asInt(), null);
    }
    Set<String> to = new HashSet<>();
    rule.path("to").forEach(status -> to.add(status.asText()));
    return new Rule(rule.path("rank").asInt(), to);
  }

  /**
   * Whether a status may move.
   *
   * @param from null when there is none yet
   * @param fromAt when what set the old one happened
   * @param toAt when what says the new one happened
   * @throws IllegalArgumentException when the kind has no such status
   */
  public boolean mayMove(
      String kind, @Nullable String from, String to, Instant fromAt, Instant toAt) {
    Rule next = rule(kind, to);
    if (from == null) {
      return true;
    }
    Rule now = rule(kind, from);
    boolean allowed = now.to == null ? next.rank >= now.rank : now.to.contains(to);
    return allowed && (next.rank > now.rank || toAt.isAfter(fromAt));
  }

  private Rule rule(String kind, String status) {
    Map<String, Rule> rules = kinds.get(kind);
    Rule rule = rules == null ? null : rules.get(status);
    if (rule == null) {
      throw new IllegalArgumentException("there is no %s status '%s'".formatted(kind, status));
    }
    return rule;
  }
}
