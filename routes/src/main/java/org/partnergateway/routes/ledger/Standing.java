package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/**
 * What the ledger keeps beside a document so that late and repeated news of it changes nothing: of
 * which moments its statuses and fields were told.
 *
 * @param first the status it began as, before a partner said anything; null when it began with news
 * @param told each status with the latest moment that it was told of
 * @param explained what came with a status that sets others back, since it may hold again
 * @param doubt the status that says so, while it is not known what became of what was asked
 * @param doubtSince when that was asked; null when there is no doubt
 * @param heardAt when a message last changed the status, by the gateway's clock
 * @param fieldsAt the moment of the news that each field is from
 * @param exceptions fields that are from news of another moment
 */
public record Standing(
    @Nullable String first,
    Map<String, Instant> told,
    Map<String, JsonNode> explained,
    @Nullable String doubt,
    @Nullable Instant doubtSince,
    @Nullable Instant heardAt,
    Instant fieldsAt,
    Map<String, Instant> exceptions) {
  /** Of what is not there yet. */
  public static final Standing NOTHING =
      new Standing(null, Map.of(), Map.of(), null, null, null, Instant.EPOCH, Map.of());

  public Standing {
    told = Map.copyOf(told);
    explained = Map.copyOf(explained);
    exceptions = Map.copyOf(exceptions);
  }

  /** Of what the gateway begins by itself: whatever is told of it is newer. */
  public static Standing begun(String status) {
    return new Standing(status, Map.of(), Map.of(), null, null, null, Instant.EPOCH, Map.of());
  }

  /** Of a document whose history wasn't kept, and whose status and fields are of one moment. */
  public static Standing since(String status, Instant statusAt) {
    return new Standing(
        null, Map.of(status, statusAt), Map.of(), null, null, null, statusAt, Map.of());
  }

  Instant fieldAt(String name) {
    return exceptions.getOrDefault(name, fieldsAt);
  }

  Standing withTold(String status, Instant at) {
    Map<String, Instant> more = new HashMap<>(told);
    more.merge(status, at, (held, news) -> news.isAfter(held) ? news : held);
    return new Standing(first, more, explained, doubt, doubtSince, heardAt, fieldsAt, exceptions);
  }

  Standing withExplanation(String status, JsonNode explanation) {
    Map<String, JsonNode> more = new HashMap<>(explained);
    more.put(status, explanation);
    return new Standing(first, told, more, doubt, doubtSince, heardAt, fieldsAt, exceptions);
  }

  Standing withDoubt(@Nullable String status, @Nullable Instant since) {
    return new Standing(first, told, explained, status, since, heardAt, fieldsAt, exceptions);
  }

  Standing withHeardAt(Instant at) {
    return new Standing(first, told, explained, doubt, doubtSince, at, fieldsAt, exceptions);
  }

  /** The same with the moments of its fields; the one that most of them share is kept once. */
  Standing withFields(Map<String, Instant> moments) {
    Map<Instant, Integer> counts = new HashMap<>();
    moments.values().forEach(moment -> counts.merge(moment, 1, Integer::sum));
    Instant usual =
        counts.entrySet().stream()
            .max(
                Map.Entry.<Instant, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(fieldsAt);
    Map<String, Instant> others = new HashMap<>(moments);
    others.values().removeIf(usual::equals);
    return new Standing(first, told, explained, doubt, doubtSince, heardAt, usual, others);
  }

  /** As {@link #tree} wrote it. */
  public static Standing read(JsonNode tree) {
    return new Standing(
        textOrNull(tree.path("first")),
        moments(tree.path("told")),
        explanations(tree.path("explained")),
        textOrNull(tree.path("doubt")),
        momentOrNull(tree.path("doubt_since")),
        momentOrNull(tree.path("heard_at")),
        Instant.parse(tree.path("fields_at").asText()),
        moments(tree.path("exceptions")));
  }

  public ObjectNode tree() {
    ObjectNode tree = StrictJson.nodes().objectNode();
    if (first != null) {
      tree.put("first", first);
    }
    write(tree, "told", told);
    if (!explained.isEmpty()) {
      tree.putObject("explained").setAll(new TreeMap<>(explained));
    }
    if (doubt != null && doubtSince != null) {
      tree.put("doubt", doubt).put("doubt_since", doubtSince.toString());
    }
    if (heardAt != null) {
      tree.put("heard_at", heardAt.toString());
    }
    tree.put("fields_at", fieldsAt.toString());
    write(tree, "exceptions", exceptions);
    return tree;
  }

  private static void write(ObjectNode tree, String name, Map<String, Instant> moments) {
    if (!moments.isEmpty()) {
      ObjectNode object = tree.putObject(name);
      new TreeMap<>(moments).forEach((key, moment) -> object.put(key, moment.toString()));
    }
  }

  private static Map<String, Instant> moments(JsonNode tree) {
    Map<String, Instant> moments = new HashMap<>();
    tree.properties()
        .forEach(each -> moments.put(each.getKey(), Instant.parse(each.getValue().asText())));
    return moments;
  }

  private static Map<String, JsonNode> explanations(JsonNode tree) {
    Map<String, JsonNode> explanations = new HashMap<>();
    tree.properties().forEach(each -> explanations.put(each.getKey(), each.getValue()));
    return explanations;
  }

  private static @Nullable Instant momentOrNull(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()) : null;
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
