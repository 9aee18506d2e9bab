package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.json.StrictJson;

/** JSON, strictly. */
final class JsonFormat implements WireFormat {
  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String title() {
    return "JSON";
  }

  @Override
  public JsonNode read(byte[] body) {
    return StrictJson.read(body);
  }

  @Override
  public byte[] write(JsonNode tree) {
    return StrictJson.write(tree);
  }
}
