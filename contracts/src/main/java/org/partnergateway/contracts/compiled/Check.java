package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One keyword, or several of a family. What it says is exactly what the validator would say, either
 * way, since what stands in a {@code not} or {@code oneOf} is turned round.
 */
interface Check {

  Check ANYTHING = value -> true;
  Check NOTHING = value -> false;
  Check UNDECIDED =
      value -> {
        throw Undecided.NOW;
      };

  /**
   * Whether the value is valid.
   *
   * @throws Undecided when only the validator can tell
   */
  boolean valid(JsonNode value);

  static Check all(List<Check> checks) {
    List<Check> asking = checks.stream().filter(check -> check != ANYTHING).toList();
    return switch (asking.size()) {
      case 0 -> ANYTHING;
      case 1 -> asking.get(0);
      default -> new All(asking.toArray(Check[]::new));
    };
  }

  /** The cheapest first. */
  record All(Check[] checks) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      for (Check check : checks) {
        if (!check.valid(value)) {
          return false;
        }
      }
      return true;
    }
  }
}
