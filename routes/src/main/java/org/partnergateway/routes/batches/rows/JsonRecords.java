package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/** A JSON object a line. */
final class JsonRecords implements RowReader.Records {
  @Override
  public void read(Block block, List<Row> into) {
    for (Block.Span span : block.records()) {
      into.add(read(block, span));
    }
  }

  private static Row read(Block block, Block.Span span) {
    if (!span.fault().isEmpty()) {
      return RowReader.row(block, span, StandardCharsets.UTF_8, null, span.fault(), null);
    }
    try {
      JsonNode tree = StrictJson.read(Arrays.copyOfRange(block.bytes(), span.start(), span.end()));
      return tree instanceof ObjectNode object
          ? RowReader.row(block, span, StandardCharsets.UTF_8, object, null, null)
          : RowReader.row(
              block, span, StandardCharsets.UTF_8, null, "The line is no JSON object.", null);
    } catch (MalformedMessageException e) {
      return RowReader.row(
          block,
          span,
          StandardCharsets.UTF_8,
          null,
          "The line is not well-formed JSON: column %d: %s".formatted(e.column(), e.problem()),
          e.pointer().isEmpty() ? null : e.pointer());
    }
  }
}
