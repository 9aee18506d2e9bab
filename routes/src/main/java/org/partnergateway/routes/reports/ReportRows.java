package org.partnergateway.routes.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.batches.RowMapping;
import org.partnergateway.routes.batches.RowRefusedException;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingException;

/** Holds the rows of one report against its contract, and maps them. */
final class ReportRows implements RowMapping {
  private final MessageSchema contract;
  private final Mapping mapping;
  private final ObjectNode settings;

  ReportRows(MessageSchema contract, Mapping mapping, ObjectNode settings) {
    this.contract = contract;
    this.mapping = mapping;
    this.settings = settings;
  }

  @Override
  public @Nullable JsonNode map(ObjectNode row, long line, @Nullable ObjectNode first) {
    List<Violation> violations = contract.check(row);
    if (!violations.isEmpty()) {
      Violation one = violations.getFirst();
      throw new RowRefusedException(
          "The row breaks the report's contract: " + one.message(), one.pointer());
    }
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("row", row);
    input.put("line", line);
    if (first != null) {
      input.set("first", first);
    }
    input.set("settings", settings);
    try {
      JsonNode mapped = mapping.apply(input);
      return mapped.isNull() ? null : mapped;
    } catch (MappingException e) {
      throw new RowRefusedException(e.problem().message(), null);
    }
  }
}
