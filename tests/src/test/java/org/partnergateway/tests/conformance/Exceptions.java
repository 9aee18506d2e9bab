package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a vendor's document doesn't have or has wrong, each with its reason: {@code
 * tests/vendor-contracts.yaml}. Whatever excuses nothing any more is told.
 */
final class Exceptions {
  private static final String FILE = "tests/vendor-contracts.yaml";

  private final JsonNode root = VendorDocument.tree(Path.of("..", FILE));
  private final Set<String> used = new HashSet<>();
  private final String rows;

  /**
   * @param rows the list that problems are looked up in
   */
  Exceptions(String rows) {
    this.rows = rows;
  }

  /** Whether the vendor's documents lack this operation. */
  synchronized boolean isAbsent(String partner, String operation) {
    return uses(partner, "absent", operation);
  }

  /** Whether the vendor's document refuses no broken request for this operation. */
  synchronized boolean refusesNothing(String partner, String operation) {
    return uses(partner, "refuses_nothing", operation);
  }

  private boolean uses(String partner, String list, String operation) {
    if (!root.path(partner).path(list).has(operation)) {
      return false;
    }
    used.add(partner + "/" + list + "/" + operation);
    return true;
  }

  /** The problems that are not the vendor's own. */
  synchronized List<String> unexcused(String partner, String operation, List<String> problems) {
    List<String> left = new ArrayList<>();
    for (String problem : problems) {
      if (!isExcused(partner, operation, problem)) {
        left.add(problem);
      }
    }
    return left;
  }

  private boolean isExcused(String partner, String operation, String problem) {
    JsonNode list = root.path(partner).path(rows);
    for (int i = 0; i < list.size(); i++) {
      JsonNode row = list.get(i);
      boolean here = !row.has("operation") || row.path("operation").asText().equals(operation);
      if (here && problem.matches("(?s)" + row.path("problem").asText())) {
        used.add(partner + "/" + rows + "/" + i);
        return true;
      }
    }
    return false;
  }

  /** Rows that excused nothing, of these lists and of the problems'. */
  synchronized List<String> unused(List<String> lists) {
    List<String> unused = new ArrayList<>();
    root.fieldNames()
        .forEachRemaining(
            partner -> {
              for (String list : lists) {
                root.path(partner)
                    .path(list)
                    .fieldNames()
                    .forEachRemaining(name -> note(partner + "/" + list + "/" + name, unused));
              }
              for (int i = 0; i < root.path(partner).path(rows).size(); i++) {
                note(partner + "/" + rows + "/" + i, unused);
              }
            });
    return unused;
  }

  private void note(String row, List<String> unused) {
    if (!used.contains(row)) {
      unused.add(FILE + ": nothing needs " + row);
    }
  }
}
