package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Partners' codes, translated by table. A code that no table knows is counted, never guessed. */
public final class TableFunctions {
  /** The function whose first argument names a table. */
  public static final String LOOKUP = "lookup";

  private static final TextNode UNKNOWN = TextNode.valueOf("unknown");

  private final Tables tables;
  private final BiConsumer<String, String> unknownCodes;

  private TableFunctions(Tables tables, BiConsumer<String, String> unknownCodes) {
    this.tables = tables;
    this.unknownCodes = unknownCodes;
  }

  /**
   * The functions of this subject over one partner's tables; {@code unknownCodes} is told of table
   * and code where a table lacks the code.
   */
  public static List<Function> all(Tables tables, BiConsumer<String, String> unknownCodes) {
    TableFunctions functions = new TableFunctions(tables, unknownCodes);
    return List.of(NamedFunction.withNulls(LOOKUP, 2, 3, functions::lookup));
  }

  private JsonNode lookup(JsonNode[] arguments) {
    String name = Arguments.text(arguments[0]);
    Map<String, JsonNode> table = tables.find(name);
    if (table == null) {
      throw new ArgumentException(missing(name, tables));
    }
    JsonNode code = arguments[1];
    if (code.isContainerNode()) {
      throw new ArgumentException(Arguments.show(code) + " is not a code");
    }
    JsonNode found = code.isNull() ? null : table.get(code.asText());
    if (found != null) {
      return found;
    }
    if (arguments.length == 3) {
      return arguments[2];
    }
    // What the partner left out isn't a code that we don't know.
    if (code.isNull()) {
      return NullNode.instance;
    }
    unknownCodes.accept(name, code.asText());
    return UNKNOWN;
  }

  /** Says that there is no such table, and where one would be. */
  public static String missing(String table, Tables tables) {
    return "there is no table "
        + TimeFunctions.quote(table)
        + " in transformations/partners/"
        + tables.partner()
        + "/tables.yaml or transformations/shared/tables.yaml";
  }
}
