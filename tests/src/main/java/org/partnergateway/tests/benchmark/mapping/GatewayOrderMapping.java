package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingLibrary;

/** The gateway's own way: strict parsing, the mapping, the canonical schema, writing. */
final class GatewayOrderMapping {
  private final Mapping mapping;
  private final MessageSchema schema;
  private final ObjectNode draft;
  private final JsonNode settings = StrictJson.nodes().objectNode();

  /**
   * @param repository where the definitions are
   * @param draft what the gateway itself knows of the order
   */
  GatewayOrderMapping(Path repository, ObjectNode draft) {
    DefinitionTree tree = DefinitionTree.ofDirectory(repository);
    this.mapping =
        MappingLibrary.compile(tree, (partner, table, code) -> {})
            .mapping("transformations/partners/amazon/order.message.jslt");
    this.schema = new SchemaLibrary(tree).schema("contracts/canonical/schemas/order.yaml", "");
    this.draft = draft;
  }

  byte[] map(byte[] message) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("body", StrictJson.read(message));
    input.set("settings", settings);
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
