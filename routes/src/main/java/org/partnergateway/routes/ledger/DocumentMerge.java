package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.ledger.StatusRules.Told;

/**
 * Merges news into what the ledger holds. Each part is merged by a rule for which neither the order
 * nor the number of times matters: the status by {@link StatusRules}, with the fields that explain
 * it; sums and quantities by the greatest; references and lines by union; any other field by the
 * latest moment that it was told of. So the same news makes the same document, however it comes.
 */
public final class DocumentMerge {
  /** Sums that only grow. */
  private static final Set<String> GROWING =
      Set.of("authorized_amount", "captured_amount", "refunded_amount");

  /** They belong to the status and go with it. */
  private static final Set<String> OF_THE_STATUS = Set.of("partner_code", "error", "next_action");

  private static final String STATUS = "status";
  private static final String PAYMENT = "payment";
  private static final String PARTIALLY_CAPTURED = "partially_captured";
  private static final String CAPTURED = "captured";
  private static final String REFERENCES = "partner_refs";
  private static final String LINES = "line_items";

  /** What no moment is kept for. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "id",
          STATUS,
          "partner_code",
          "error",
          "next_action",
          "authorized_amount",
          "captured_amount",
          "refunded_amount",
          REFERENCES,
          "version",
          "created_at",
          "updated_at");

  private final StatusRules rules;

  public DocumentMerge(StatusRules rules) {
    this.rules = rules;
  }

  /**
   * @param document what the ledger is to hold now
   * @param standing what it is to keep beside it
   * @param statusAt the moment that its status was told of; null when none was told yet
   */
  public record Merged(ObjectNode document, Standing standing, @Nullable Instant statusAt) {}

  /**
   * @param current what the ledger holds; empty when there is nothing yet
   */
  public Merged merge(String kind, ObjectNode current, Standing standing, News news) {
    ObjectNode merged = current.deepCopy();
    Standing now = status(kind, merged, standing, news);
    LineMerge lines = linesOf(kind);
    Map<String, Instant> moments = moments(current, standing, lines != null);
    for (Map.Entry<String, JsonNode> field : news.set().properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (GROWING.contains(name)) {
        Growing.sum(merged, name, value);
      } else if (name.equals(REFERENCES)) {
        References.unite(merged, value);
      } else if (lines != null && name.equals(LINES)) {
        lines.merge(merged, value, moments, standing, news.at());
      } else if (!name.equals(STATUS) && !OF_THE_STATUS.contains(name)) {
        if (isNewer(merged.get(name), standing.fieldAt(name), value, news.at())) {
          merged.set(name, value);
          moments.put(name, news.at());
        }
      }
    }
    if (kind.equals(PAYMENT) && CaptureParts.sum(merged)) {
      now = takenWhole(merged, now, news);
    }
    return new Merged(merged, now.withFields(moments), statusAt(kind, now));
  }

  /** How lines are merged one by one; null where a list of them is a field like any other. */
  private @Nullable LineMerge linesOf(String kind) {
    DocumentKind known = DocumentKind.find(kind);
    String statuses = known == null ? null : known.lineStatuses();
    return statuses == null ? null : new LineMerge(rules, statuses);
  }

  /**
   * A payment whose parts were all taken is captured, as of the last part; who tells one part alone
   * can't say that. It is no word of the partner's, so none stands beside it.
   */
  private Standing takenWhole(ObjectNode payment, Standing standing, News news) {
    Instant last = standing.told().get(PARTIALLY_CAPTURED);
    if (last == null) {
      return standing;
    }
    ObjectNode set = news.set().objectNode().put(STATUS, CAPTURED);
    return status(PAYMENT, payment, standing, new News(set, last, news.heardAt(), news.isOurs()));
  }

  private @Nullable Instant statusAt(String kind, Standing standing) {
    Told known = rules.decide(kind, standing.first(), standing.told());
    Instant at =
        standing.doubtSince() != null || known == null ? standing.doubtSince() : known.at();
    return Objects.equals(at, Instant.MIN) ? null : at;
  }

  private Standing status(String kind, ObjectNode merged, Standing standing, News news) {
    JsonNode said = news.set().path(STATUS);
    if (!said.isTextual()) {
      return explanation(kind, merged, standing, news);
    }
    String status = said.asText();
    Told before = rules.decide(kind, standing.first(), standing.told());
    if (news.isOurs() && rules.isDoubt(kind, status)) {
      return doubt(kind, merged, standing, before, status, news);
    }
    Standing now = told(kind, standing, status, news);
    Told after = Objects.requireNonNull(rules.decide(kind, now.first(), now.told()));
    boolean moved = before == null || !before.status().equals(after.status());
    if (news.isOurs() || moved) {
      now = now.withDoubt(null, null);
    }
    if (moved && !news.isOurs()) {
      now = now.withHeardAt(news.heardAt());
    }
    if (rules.setsBack(kind, after.status())) {
      explain(merged, now.explained().getOrDefault(after.status(), MissingNode.getInstance()));
    } else if (after.status().equals(status) && after.at().equals(news.at())) {
      boolean again = Objects.equals(before, after);
      if (!again || textOf(news.set()).compareTo(textOf(merged)) > 0) {
        explain(merged, news.set());
      }
    }
    merged.put(STATUS, now.doubt() == null ? after.status() : now.doubt());
    return now;
  }

  private Standing told(String kind, Standing standing, String status, News news) {
    Standing now = standing.withTold(status, news.at());
    if (!rules.setsBack(kind, status) || !news.at().equals(now.told().get(status))) {
      return now;
    }
    JsonNode held = standing.explained().get(status);
    ObjectNode said = news.set().objectNode();
    OF_THE_STATUS.stream()
        .filter(news.set()::has)
        .forEach(name -> said.set(name, news.set().get(name)));
    if (held != null
        && news.at().equals(standing.told().get(status))
        && textOf(said).compareTo(textOf(held)) <= 0) {
      return now;
    }
    return now.withExplanation(status, said);
  }

  /** It is no doubt any more when a message has moved the status since it was asked. */
  private Standing doubt(
      String kind,
      ObjectNode merged,
      Standing standing,
      @Nullable Told known,
      String status,
      News news) {
    boolean open = known == null || rules.setsBack(kind, status, known.status());
    boolean told = standing.heardAt() != null && standing.heardAt().isAfter(news.at());
    if (!open || told) {
      return standing;
    }
    merged.put(STATUS, status);
    return standing.withDoubt(status, news.at());
  }

  /** An answer that explains something but says no status leaves the one that was known. */
  private Standing explanation(String kind, ObjectNode merged, Standing standing, News news) {
    boolean explains = OF_THE_STATUS.stream().anyMatch(news.set()::has);
    Told known = rules.decide(kind, standing.first(), standing.told());
    if (!explains || (known != null && news.at().isBefore(known.at()))) {
      return standing;
    }
    OF_THE_STATUS.stream()
        .filter(news.set()::has)
        .forEach(name -> merged.set(name, news.set().get(name)));
    if (news.isOurs() && standing.doubt() != null && known != null) {
      merged.put(STATUS, known.status());
      return standing.withDoubt(null, null);
    }
    return standing;
  }

  private static void explain(ObjectNode merged, JsonNode explanation) {
    for (String name : OF_THE_STATUS) {
      JsonNode value = explanation.get(name);
      if (value == null) {
        merged.remove(name);
      } else {
        merged.set(name, value);
      }
    }
  }

  private static String textOf(JsonNode explanation) {
    return explanation.path("partner_code")
        + " "
        + explanation.path("error")
        + " "
        + explanation.path("next_action");
  }

  /** Of two words of the same moment one has to win, whichever comes first. */
  static boolean isNewer(@Nullable JsonNode held, Instant heldAt, JsonNode value, Instant at) {
    int order = at.compareTo(heldAt);
    return held == null
        || order > 0
        || (order == 0 && value.toString().compareTo(held.toString()) > 0);
  }

  /** The moments of the fields that there are. */
  private static Map<String, Instant> moments(
      ObjectNode current, Standing standing, boolean byLines) {
    Map<String, Instant> moments = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : current.properties()) {
      if (!OTHERWISE.contains(field.getKey())) {
        moments.put(field.getKey(), standing.fieldAt(field.getKey()));
      }
    }
    if (!byLines) {
      return moments;
    }
    for (JsonNode line : current.path(LINES)) {
      String name = LineMerge.momentOf(line.path("id").asText());
      moments.put(name, standing.fieldAt(name));
    }
    return moments;
  }
}
