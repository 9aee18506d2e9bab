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

  static StatusRules rules() {
    return new StatusRules(FILE);
  }

  static List<String> kinds() {
    return names(FILE);
  }

  static List<String> of(String kind) {
    return names(FILE.path(kind));
  }

  static int rank(String kind, String status) {
    return FILE.path(kind).path(status).path("rank").asInt();
  }

  /** Whether a status has its place in the order of ranks. */
  static boolean isRanked(String kind, String status) {
    return !FILE.path(kind).path(status).has("sets_back");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
