package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingLibrary;

/** The gateway's own way to a canonical order: the mapping, the canonical schema, writing. */
final class CanonicalOrders {
  private final Mapping mapping;
  private final MessageSchema schema;
  private final ObjectNode draft = draft();

  /**
   * @param tree the definitions
   * @param mapping of the message that tells of the order
   */
  CanonicalOrders(DefinitionTree tree, String mapping) {
    this.mapping = MappingLibrary.compile(tree, (partner, table, code) -> {}).mapping(mapping);
    this.schema = new SchemaLibrary(tree).schema("contracts/canonical/schemas/order.yaml", "");
  }

  /** What the gateway itself knows of an order. */
  static ObjectNode draft() {
    ObjectNode draft = StrictJson.nodes().objectNode();
    draft.put("id", "ord_01kaqx5v8e3c7h2m9t4r6w0y1z").put("version", 1);
    return draft
        .put("created_at", "2026-11-23T02:00:00Z")
        .put("updated_at", "2026-11-23T02:00:00Z");
  }

  /**
   * The order that a message tells of.
   *
   * @param input of the mapping
   */
  byte[] of(ObjectNode input) {
    ObjectNode order = StrictJson.nodes().objectNode();
    order.setAll(draft);
    order.setAll((ObjectNode) mapping.apply(input).path("changes").path(0).path("set"));
    List<Violation> violations = schema.check(order);
    if (!violations.isEmpty()) {
      throw new IllegalStateException("no canonical order: " + violations);
    }
    return StrictJson.write(order);
  }
}
