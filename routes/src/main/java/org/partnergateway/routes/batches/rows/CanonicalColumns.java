package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Columns named by dotted paths, such as {@code amount.currency} or {@code parcels.0.weight.value}:
 * a name is a member, a number an item. What a field is, the schema says; a text that isn't that
 * stays a text, for the schema to tell what is wrong with it.
 */
public final class CanonicalColumns implements Columns {
  private static final int MOST_ITEMS = 1000;

  private final List<Column> columns;

  private record Column(List<Step> steps, Shape.Leaf leaf) {}

  /** A member's name, or an item's number. */
  private record Step(String name, int item) {
    boolean isItem() {
      return item >= 0;
    }
  }

  private CanonicalColumns(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * @throws FileRefusedException when a name leads nowhere, saying which and what may be meant
   */
  public static CanonicalColumns of(List<String> names, Shape shape) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(column(name, shape));
    }
    return new CanonicalColumns(columns);
  }

  /** Whether every name leads somewhere. */
  static boolean fit(List<String> names, Shape shape) {
    try {
      of(names, shape);
      return true;
    } catch (FileRefusedException e) {
      return false;
    }
  }

  private static Column column(String path, Shape shape) {
    List<Step> steps = new ArrayList<>();
    Shape at = shape;
    StringBuilder before = new StringBuilder();
    for (String word : path.split("\\.", -1)) {
      Shape items = at.items();
      if (items != null) {
        steps.add(new Step("", number(path, word)));
        at = items;
      } else {
        Shape member = at.member(word);
        if (member == null) {
          throw new FileRefusedException(unknown(path, word, before.toString(), at));
        }
        steps.add(new Step(word, -1));
        at = member;
      }
      before.append(word).append('.');
    }
    Shape.Leaf leaf = at.leaf();
    if (leaf == null) {
      throw new FileRefusedException(
          "The column '%s' has parts of its own; name one of them, such as '%s'."
              .formatted(path, path + "." + at.example()));
    }
    return new Column(List.copyOf(steps), leaf);
  }

  private static int number(String path, String word) {
    if (!word.isEmpty() && word.length() < 5 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(word);
      if (number < MOST_ITEMS) {
        return number;
      }
    }
    throw new FileRefusedException(
        "The column '%s' needs a number from 0 to %d where '%s' stands, as there may be several."
            .formatted(path, MOST_ITEMS - 1, word));
  }

  private static String unknown(String path, String word, String before, Shape at) {
    return "The heading has the column '%s', which is not known%s. Known %s: %s."
        .formatted(
            path,
            Spelling.nearest(word, at.names())
                .map(near -> "; did you mean '" + before + near + "'?")
                .orElse(""),
            before.isEmpty()
                ? "are"
                : "below '" + before.substring(0, before.length() - 1) + "' are",
            String.join(", ", at.names()));
  }

  @Override
  public void set(ObjectNode row, int column, String value) {
    Column target = columns.get(column);
    JsonNode at = row;
    int last = target.steps().size() - 1;
    for (int i = 0; i < last; i++) {
      at = child(at, target.steps().get(i), target.steps().get(i + 1).isItem());
    }
    put(at, target.steps().get(last), read(value, target.leaf()));
  }

  private static JsonNode child(JsonNode at, Step step, boolean list) {
    JsonNode there = step.isItem() ? at.get(step.item()) : at.get(step.name());
    if (there != null && !there.isNull()) {
      return there;
    }
    JsonNode made = list ? StrictJson.nodes().arrayNode() : StrictJson.nodes().objectNode();
    put(at, step, made);
    return made;
  }

  private static void put(JsonNode at, Step step, JsonNode value) {
    if (at instanceof ArrayNode array) {
      while (array.size() <= step.item()) {
        array.addNull();
      }
      array.set(step.item(), value);
    } else {
      ((ObjectNode) at).set(step.name(), value);
    }
  }

  private static JsonNode read(String value, Shape.Leaf leaf) {
    return switch (leaf) {
      case TEXT -> StrictJson.nodes().textNode(value);
      case INTEGER, NUMBER -> number(value);
      case BOOLEAN ->
          switch (value) {
            case "true" -> StrictJson.nodes().booleanNode(true);
            case "false" -> StrictJson.nodes().booleanNode(false);
            default -> StrictJson.nodes().textNode(value);
          };
    };
  }

  /** A number as JSON writes one; anything else stays a text. */
  private static JsonNode number(String value) {
    int length = value.length();
    int from = value.charAt(0) == '-' ? 1 : 0;
    boolean digits = length > from && length <= 18;
    for (int i = from; i < length && digits; i++) {
      digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    boolean zeros = length > from + 1 && value.charAt(from) == '0' && value.charAt(from + 1) != '.';
    if (digits && !zeros) {
      long number = Long.parseLong(value);
      return number == (int) number
          ? StrictJson.nodes().numberNode((int) number)
          : StrictJson.nodes().numberNode(number);
    }
    if (!zeros && length <= 40 && value.matches("-?[0-9]+(\\.[0-9]+)?")) {
      return StrictJson.nodes().numberNode(new BigDecimal(value));
    }
    return StrictJson.nodes().textNode(value);
  }
}
