package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.partnergateway.contracts.definitions.YamlTree;

/** Reads from a contract what the parts of a multipart body are. */
final class PartReader {
  private static final int MOST_REFERENCES = 8;

  private final YamlTree document;

  PartReader(YamlTree document) {
    this.document = document;
  }

  /**
   * The parts, in the order of the schema's properties.
   *
   * @param pointer JSON Pointer of the media type
   */
  List<PartForm> read(String pointer) {
    JsonNode media = document.find(pointer).orElseThrow();
    List<PartForm> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property :
        resolved(media.path("schema")).path("properties").properties()) {
      JsonNode encoding = media.path("encoding").path(property.getKey());
      JsonNode schema = resolved(property.getValue());
      parts.add(
          new PartForm(
              property.getKey(),
              encoding.has("contentType") ? types(encoding.path("contentType")) : types(schema),
              schema.path("contentEncoding").asText().equalsIgnoreCase("base64")));
    }
    return parts;
  }

  /** OpenAPI's own rule where the encoding says nothing; a plain text may be of any type. */
  private static List<String> types(JsonNode schemaOrList) {
    if (schemaOrList.isTextual()) {
      return List.of(schemaOrList.asText().toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    }
    if (schemaOrList.has("contentMediaType")) {
      return List.of(schemaOrList.path("contentMediaType").asText().toLowerCase(Locale.ROOT));
    }
    return schemaOrList.path("type").asText().equals("object")
        ? List.of("application/json")
        : List.of();
  }

  /** What a reference within the document leads to; anything else as it is. */
  private JsonNode resolved(JsonNode schema) {
    JsonNode at = schema;
    for (int i = 0; i < MOST_REFERENCES && at.path("$ref").asText().startsWith("#/"); i++) {
      Optional<JsonNode> next = document.find(at.path("$ref").asText().substring(1));
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return at;
  }
}
