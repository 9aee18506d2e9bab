package org.partnergateway.adapters.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Puts settings and credentials where an adapter file's request names them. A member whose setting
 * is empty is left out.
 */
final class RequestTemplate {
  private final Partner partner;

  RequestTemplate(Partner partner) {
    this.partner = partner;
  }

  byte[] write(JsonNode request) {
    JsonNode filled = fill(request);
    return StrictJson.write(filled == null ? StrictJson.nodes().objectNode() : filled);
  }

  private @Nullable JsonNode fill(JsonNode node) {
    if (node instanceof ObjectNode object) {
      String setting = onlyText(object, "setting");
      if (setting != null) {
        String value = partner.settings().getOrDefault(setting, "");
        return value.isEmpty() ? null : TextNode.valueOf(value);
      }
      String credential = onlyText(object, "credential");
      return credential != null ? TextNode.valueOf(partner.credential(credential)) : fill(object);
    }
    if (node instanceof ArrayNode list) {
      ArrayNode filled = StrictJson.nodes().arrayNode();
      for (JsonNode item : list) {
        JsonNode value = fill(item);
        if (value != null) {
          filled.add(value);
        }
      }
      return filled;
    }
    return node;
  }

  private ObjectNode fill(ObjectNode object) {
    ObjectNode filled = StrictJson.nodes().objectNode();
    object
        .properties()
        .forEach(
            member -> {
              JsonNode value = fill(member.getValue());
              if (value != null) {
                filled.set(member.getKey(), value);
              }
            });
    return filled;
  }

  private static @Nullable String onlyText(ObjectNode object, String name) {
    return object.size() == 1 && object.path(name).isTextual() ? object.path(name).asText() : null;
  }
}
