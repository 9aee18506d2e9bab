package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.partnergateway.contracts.json.JsonPointers;

/** Writes one form. For one use. */
final class FormWriter {
  private final StringBuilder out = new StringBuilder(256);
  private final StringBuilder name = new StringBuilder(64);

  String write(JsonNode tree) {
    if (!tree.isObject()) {
      throw new IllegalArgumentException("a form is an object at its top");
    }
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      name.setLength(0);
      String pointer = JsonPointers.append("", member.getKey());
      name.append(segment(member.getKey(), pointer));
      write(member.getValue(), pointer);
    }
    return out.toString();
  }

  private void write(JsonNode node, String pointer) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String below = JsonPointers.append(pointer, member.getKey());
        writeBelow(segment(member.getKey(), below), member.getValue(), below);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        writeBelow(Integer.toString(i), node.get(i), JsonPointers.append(pointer, i));
      }
    } else {
      if (!out.isEmpty()) {
        out.append('&');
      }
      out.append(name).append('=').append(encode(leaf(node, pointer)));
    }
  }

  private void writeBelow(String segment, JsonNode node, String pointer) {
    int length = name.length();
    name.append('[').append(segment).append(']');
    write(node, pointer);
    name.setLength(length);
  }

  private static String leaf(JsonNode node, String pointer) {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isIntegralNumber() || node.isBoolean()) {
      return node.asText();
    }
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    throw new IllegalArgumentException(pointer + " is null, which a form has no way to say");
  }

  private static String segment(String name, String pointer) {
    // Readers unescape before they look for brackets, so escaping wouldn't keep these apart.
    if (name.isEmpty() || name.indexOf('[') >= 0 || name.indexOf(']') >= 0) {
      throw new IllegalArgumentException(
          pointer + " has a name that is empty or has brackets, which a form has no way to say");
    }
    return encode(name);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
