package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values, types and formats in words. */
final class Described {

  private static final int MAX_LENGTH = 40;

  private static final Map<String, String> TYPES =
      Map.of(
          "integer", "an integer",
          "number", "a number",
          "string", "a string",
          "boolean", "true or false",
          "object", "an object",
          "array", "an array",
          "null", "null");

  private static final Map<String, String> FORMATS =
      Map.of(
          "date-time", "an RFC 3339 time with offset, such as 2026-11-23T02:00:00Z",
          "date", "a date, such as 2026-11-23",
          "uri", "an absolute URI",
          "uuid", "a UUID",
          "email", "an e-mail address",
          "int32", "an integer of 32 bits",
          "int64", "an integer of 64 bits");

  private Described() {}

  static String value(@Nullable JsonNode value) {
    if (value == null || value.isMissingNode()) {
      return "nothing";
    }
    if (value.isTextual()) {
      return "the string \"" + shorten(value.textValue()) + "\"";
    }
    if (value.isNumber()) {
      return "the number " + shorten(value.asText());
    }
    return value.isContainerNode()
        ? String.valueOf(TYPES.get(value.isObject() ? "object" : "array"))
        : value.asText();
  }

  /** One type, or a list of them. */
  static String types(JsonNode types) {
    List<String> words = new ArrayList<>();
    if (types.isTextual()) {
      words.add(type(types));
    } else {
      types.forEach(type -> words.add(type(type)));
    }
    return String.join(" or ", words);
  }

  static String format(String format) {
    return FORMATS.getOrDefault(format, "a valid " + format);
  }

  private static String type(JsonNode type) {
    return TYPES.getOrDefault(type.asText(), type.asText());
  }

  /** Enough to recognize the value by; never half a character. */
  private static String shorten(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    return text.substring(
            0,
            text.offsetByCodePoints(0, Math.min(MAX_LENGTH, text.codePointCount(0, text.length()))))
        + "…";
  }
}
