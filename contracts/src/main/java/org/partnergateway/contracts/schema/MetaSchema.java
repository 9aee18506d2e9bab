package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.List;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.YamlTree;

/** The schema of schemas: JSON Schema 2020-12's own. */
final class MetaSchema {

  private static final SchemaLocation LOCATION =
      SchemaLocation.of("https://json-schema.org/draft/2020-12/schema");

  private final Schema schema;

  MetaSchema(SchemaRegistry registry) {
    schema = registry.getSchema(LOCATION); // comes with the validator; nothing is fetched
  }

  List<Violation> check(JsonNode candidate) {
    return new ViolationReader(new LinkedSchemas()).read(schema.validate(candidate));
  }

  Problem problem(YamlTree document, String schemaPointer, Violation violation) {
    String pointer = schemaPointer + violation.pointer();
    return document.problem(
        pointer, "this is no valid schema: #" + pointer + " " + violation.message());
  }
}
