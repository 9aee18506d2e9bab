package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;

/** Checks what mappings give, which is less than a whole canonical document, and once more. */
final class CanonicalParts {
  private CanonicalParts() {}

  /**
   * Violations of the schema, but for what the gateway sees to: it takes bytes and links out of
   * documents, keeps what a write is pending for, and has the members that a part of a resource
   * lacks.
   *
   * @param whole whether the tree must be complete by itself
   */
  static List<Violation> check(MessageSchema schema, JsonNode tree, boolean whole) {
    return schema.check(withoutBytes(tree)).stream()
        .filter(violation -> whole || !isMissingAtTop(violation))
        .toList();
  }

  private static boolean isMissingAtTop(Violation violation) {
    return violation.keyword().equals("required") && violation.pointer().isEmpty();
  }

  private static JsonNode withoutBytes(JsonNode tree) {
    if (!tree.isObject()) {
      return tree;
    }
    ObjectNode copy = tree.deepCopy();
    if (copy.path("pending").isObject() && !copy.has("answer")) {
      // What to ask for as long as the partner is at work on it; no part of the resource.
      copy.remove("pending");
    }
    for (JsonNode document : copy.path("documents")) {
      if (document instanceof ObjectNode object) {
        object.remove(List.of("content", "link"));
      }
    }
    return copy;
  }
}
