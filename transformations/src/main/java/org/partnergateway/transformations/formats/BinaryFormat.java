package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import org.partnergateway.contracts.json.StrictJson;

/** A body that is a file: {@code {"content": Base64, "media_type": …}}. */
public final class BinaryFormat {
  private BinaryFormat() {}

  /** Any bytes are one. */
  public static JsonNode read(String contentType, byte[] body) {
    return StrictJson.nodes()
        .objectNode()
        .put("content", Base64.getEncoder().encodeToString(body))
        .put("media_type", FieldValue.parse(contentType).value());
  }
}
