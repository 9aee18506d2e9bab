package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which status holds of all that were told, from {@code contracts/canonical/statuses.yaml}: the
 * same in whatever order they were told, and never one that is behind what was reached.
 */
public final class StatusRules {
  private final Map<String, Map<String, Rule>> kinds = new HashMap<>();

  /**
   * @param place in the file, where rank and moment are equal
   * @param setsBack empty for a status that has its place in the order of ranks
   */
  private record Rule(int rank, int place, boolean doubt, Set<String> setsBack) {}

  /** A status and the latest moment that it was told of. */
  public record Told(String status, Instant at) {}

  public StatusRules(JsonNode statuses) {
    statuses
        .properties()
        .forEach(
            kind -> {
              Map<String, Rule> rules = new HashMap<>();
              kind.getValue()
                  .properties()
                  .forEach(
                      status -> rules.put(status.getKey(), rule(status.getValue(), rules.size())));
              kinds.put(kind.getKey(), rules);
            });
  }

  private static Rule rule(JsonNode rule, int place) {
    Set<String> setsBack = new HashSet<>();
    rule.path("sets_back").forEach(status -> setsBack.add(status.asText()));
    return new Rule(
        rule.path("rank").asInt(), place, rule.path("doubt").asBoolean(), Set.copyOf(setsBack));
  }

  /**
   * The status that holds, or null when none was told.
   *
   * @param first what it began as, before anything was told; null when there was no such beginning
   * @param told the latest moment of each status
   * @throws IllegalArgumentException when the kind has no such status
   */
  public @Nullable Told decide(String kind, @Nullable String first, Map<String, Instant> told) {
    Told reached = first == null ? null : new Told(first, Instant.MIN);
    for (Told one : each(told)) {
      if (!setsBack(kind, one.status) && (reached == null || isHigher(kind, one, reached))) {
        reached = one;
      }
    }
    Told holds = reached;
    for (Told one : each(told)) {
      boolean counts = reached == null || setsBack(kind, one.status, reached.status);
      if (setsBack(kind, one.status) && counts && (holds == null || isLater(kind, one, holds))) {
        holds = one;
      }
    }
    return holds;
  }

  private static List<Told> each(Map<String, Instant> told) {
    return told.entrySet().stream().map(one -> new Told(one.getKey(), one.getValue())).toList();
  }

  /** Whether the gateway says this status when it doesn't know what became of what it asked. */
  public boolean isDoubt(String kind, String status) {
    return rule(kind, status).doubt;
  }

  /** Whether a status holds only by its moment, having no place in the order of ranks. */
  public boolean setsBack(String kind, String status) {
    return !rule(kind, status).setsBack.isEmpty();
  }

  /** Whether a status with {@code sets_back} may hold instead of another. */
  public boolean setsBack(String kind, String status, String other) {
    return rule(kind, status).setsBack.contains(other);
  }

  /** Whether a status stands above another by rank, and of one rank further down in the file. */
  public boolean isAbove(String kind, String status, String other) {
    Rule one = rule(kind, status);
    Rule two = rule(kind, other);
    return one.rank > two.rank || (one.rank == two.rank && one.place > two.place);
  }

  private boolean isHigher(String kind, Told one, Told other) {
    int byRank = Integer.compare(rule(kind, one.status).rank, rule(kind, other.status).rank);
    return byRank > 0 || (byRank == 0 && isLater(kind, one, other));
  }

  private boolean isLater(String kind, Told one, Told other) {
    return Comparator.comparing(Told::at)
            .thenComparingInt(told -> rule(kind, told.status).rank)
            .thenComparingInt(told -> rule(kind, told.status).place)
            .compare(one, other)
        > 0;
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
