package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.routes.definitions.Repository;

/** What {@code statuses.yaml} says, read as its heading explains it. */
final class Statuses {
  private static final JsonNode FILE =
      YamlTree.read(Repository.tree().get("contracts/canonical/statuses.yaml")).root();

  private Statuses() {}

  static JsonNode file() {
    return FILE;
  }

  static List<String> kinds() {
    return names(FILE);
  }

  static List<String> of(String kind) {
    return names(FILE.path(kind));
  }

  /** Both conditions: it is named (or ranks no lower), and it ranks higher or happened later. */
  static boolean mayMove(String kind, String from, String to, boolean later) {
    return isNamed(kind, from, to) && (rank(kind, to) > rank(kind, from) || later);
  }

  /** A move that is made whatever the times say. */
  static boolean isStepUp(String kind, String from, String to) {
    return isNamed(kind, from, to) && rank(kind, to) > rank(kind, from);
  }

  static int rank(String kind, String status) {
    return FILE.path(kind).path(status).path("rank").asInt();
  }

  private static boolean isNamed(String kind, String from, String to) {
    JsonNode named = FILE.path(kind).path(from).path("to");
    if (named.isMissingNode()) {
      return rank(kind, to) >= rank(kind, from);
    }
    for (JsonNode one : named) {
      if (one.asText().equals(to)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
