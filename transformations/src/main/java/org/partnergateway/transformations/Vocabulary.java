package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.partnergateway.transformations.functions.MoneyFunctions;
import org.partnergateway.transformations.functions.TableFunctions;
import org.partnergateway.transformations.functions.Tables;
import org.partnergateway.transformations.functions.TextFunctions;
import org.partnergateway.transformations.functions.TimeFunctions;
import org.partnergateway.transformations.functions.UnitFunctions;
import org.partnergateway.transformations.functions.Zones;

/**
 * What the mappings of one partner may call and look up.
 *
 * @param tables the code tables they see
 * @param functions the functions they have besides the language's own
 * @param names the names of these functions
 */
record Vocabulary(Tables tables, List<Function> functions, Set<String> names) {
  /** Functions of the language that mappings must do without, and what to do instead. */
  static final Map<String, String> FORBIDDEN =
      Map.of(
          "number", "rounds decimals to floating-point; use number-of() or money()",
          "now", "gives another output each time; use .now or .received_at of the input",
          "random", "gives another output each time",
          "uuid", "gives another output each time; use .operation.id or .operation.reference");

  static Vocabulary of(Tables tables, Zones zones, UnknownCodes unknownCodes, List<Function> more) {
    List<Function> functions = new ArrayList<>(more);
    functions.addAll(MoneyFunctions.all());
    functions.addAll(TimeFunctions.all(zones));
    functions.addAll(TextFunctions.all());
    functions.addAll(UnitFunctions.all());
    String partner = tables.partner();
    functions.addAll(
        TableFunctions.all(
            tables,
            (table, code) -> unknownCodes.unknown(Mapping.TWIN.orElse(partner), table, code)));
    Set<String> names = functions.stream().map(Function::getName).collect(Collectors.toSet());
    return new Vocabulary(tables, List.copyOf(functions), names);
  }
}
