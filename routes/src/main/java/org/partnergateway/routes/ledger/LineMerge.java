package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Merges the lines of an order or of a return. A line that was told once stays, since silence
 * cancels nothing; what was canceled, fulfilled or returned of an order's only grows; the rest of
 * it is as the latest news says.
 */
final class LineMerge {
  private static final String LINES = "line_items";
  private static final String QUANTITY = "quantity";
  private static final String STATUS = "status";
  private static final List<String> GROWING = List.of("canceled", "fulfilled", "returned");

  private final StatusRules rules;
  private final String statuses;

  /**
   * @param statuses which rules the lines' own statuses follow
   */
  LineMerge(StatusRules rules, String statuses) {
    this.rules = rules;
    this.statuses = statuses;
  }

  /** Under which name a line's moment is kept. */
  static String momentOf(String line) {
    return LINES + "/" + line;
  }

  /**
   * @param moments of the fields and lines that there are; those of the lines are set here
   */
  void merge(
      ObjectNode merged,
      JsonNode told,
      Map<String, Instant> moments,
      Standing standing,
      Instant at) {
    Map<String, ObjectNode> held = byId(merged.path(LINES));
    Map<String, ObjectNode> news = byId(told);
    Instant listAt = held.isEmpty() ? Instant.MIN : standing.fieldAt(LINES);
    Instant newest = at.isAfter(listAt) ? at : listAt;
    Map<String, ObjectNode> all = new LinkedHashMap<>(at.isAfter(listAt) ? news : held);
    held.forEach(all::putIfAbsent);
    news.forEach(all::putIfAbsent);
    all.replaceAll(
        (id, line) -> {
          Instant heldAt = moments.getOrDefault(momentOf(id), Instant.MIN);
          if (news.containsKey(id)) {
            moments.put(momentOf(id), at.isAfter(heldAt) ? at : heldAt);
          }
          return one(held.get(id), heldAt, news.get(id), at, line);
        });
    moments.put(LINES, newest);
    boolean isTie =
        at.equals(listAt) && !newestOf(held, moments, listAt).equals(List.copyOf(news.keySet()));
    write(merged.putArray(LINES), all, moments, newest, isTie);
  }

  private static List<String> newestOf(
      Map<String, ObjectNode> held, Map<String, Instant> moments, Instant listAt) {
    return held.keySet().stream().filter(id -> listAt.equals(moments.get(momentOf(id)))).toList();
  }

  /**
   * Those that the newest news has, as it has them; then the others by their ids.
   *
   * @param isTie whether another list was told of that very moment
   */
  private static void write(
      ArrayNode lines,
      Map<String, ObjectNode> all,
      Map<String, Instant> moments,
      Instant newest,
      boolean isTie) {
    TreeMap<String, ObjectNode> older = new TreeMap<>();
    TreeMap<String, ObjectNode> tied = new TreeMap<>();
    all.forEach(
        (id, line) -> {
          boolean isNewest = newest.equals(moments.get(momentOf(id)));
          if (!isNewest) {
            older.put(id, line);
          } else if (isTie) {
            tied.put(id, line);
          } else {
            lines.add(line);
          }
        });
    tied.values().forEach(lines::add);
    older.values().forEach(lines::add);
  }

  private ObjectNode one(
      @Nullable ObjectNode held,
      Instant heldAt,
      @Nullable ObjectNode told,
      Instant at,
      ObjectNode only) {
    if (held == null || told == null) {
      return only;
    }
    boolean isNewer = DocumentMerge.isNewer(plain(held), heldAt, plain(told), at);
    ObjectNode line = (isNewer ? told : held).deepCopy();
    if (line.get(QUANTITY) instanceof ObjectNode quantity) {
      for (String name : GROWING) {
        Growing.number(quantity, name, held.path(QUANTITY), told.path(QUANTITY));
      }
    }
    status(line, held.path(STATUS), told.path(STATUS));
    return line;
  }

  private void status(ObjectNode line, JsonNode held, JsonNode told) {
    if (held.isTextual() && told.isTextual()) {
      line.set(STATUS, rules.isAbove(statuses, told.asText(), held.asText()) ? told : held);
    } else if (held.isTextual() || told.isTextual()) {
      line.set(STATUS, held.isTextual() ? held : told);
    }
  }

  /** A line without what is merged by rules of its own. */
  private static ObjectNode plain(ObjectNode line) {
    ObjectNode plain = line.deepCopy();
    plain.remove(STATUS);
    if (plain.get(QUANTITY) instanceof ObjectNode quantity) {
      quantity.remove(GROWING);
    }
    return plain;
  }

  private static Map<String, ObjectNode> byId(JsonNode lines) {
    Map<String, ObjectNode> byId = new LinkedHashMap<>();
    for (JsonNode line : lines) {
      byId.put(
          line.path("id").asText(),
          line instanceof ObjectNode object ? object : StrictJson.nodes().objectNode());
    }
    return byId;
  }
}
