package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.partnergateway.contracts.json.StrictJson;

/**
 * What the text of a parameter is read as before its schema judges it. Text that cannot be read so
 * stays text, and the schema says why that is wrong.
 *
 * @param scalar JSON type of the value, or of each item of an array
 * @param array whether it may have several values
 * @param commas whether several values are separated by commas, rather than the parameter repeated
 */
public record ParameterType(Scalar scalar, boolean array, boolean commas) {

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?");

  /** JSON type of one value. */
  public enum Scalar {
    STRING,
    NUMBER,
    BOOLEAN
  }

  JsonNode read(JsonNode raw) {
    if (!array) {
      return readScalar(raw);
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    if (raw.isArray()) {
      raw.forEach(item -> values.add(readScalar(item)));
    } else if (commas && raw.isTextual()) {
      for (String item : raw.textValue().split(",", -1)) {
        values.add(readScalar(JsonNodeFactory.instance.textNode(item)));
      }
    } else {
      values.add(readScalar(raw));
    }
    return values;
  }

  private JsonNode readScalar(JsonNode raw) {
    if (!raw.isTextual()) {
      return raw;
    }
    String text = raw.textValue();
    boolean readable =
        switch (scalar) {
          case NUMBER -> NUMBER.matcher(text).matches();
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case STRING -> false;
        };
    return readable ? StrictJson.read(text.getBytes(StandardCharsets.UTF_8)) : raw;
  }
}
