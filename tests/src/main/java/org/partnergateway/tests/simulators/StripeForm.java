package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a form-encoded body, by their bracketed names ({@code shipping[address][city]}),
 * read strictly.
 */
record StripeForm(Map<String, String> fields) {
  private static final Pattern METADATA = Pattern.compile("metadata\\[([^\\[\\]]{1,40})\\]");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  static StripeForm parse(byte[] body) {
    Map<String, String> fields = new TreeMap<>();
    String text = new String(body, US_ASCII);
    if (text.isEmpty()) {
      return new StripeForm(fields);
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (equals < 1 || name.isEmpty()) {
        throw StripeProblem.refused(400, "", "The body is not form-encoded near: " + pair);
      }
      if (name.endsWith("[]")) {
        name = nextElement(fields, name.substring(0, name.length() - 2));
      }
      if (fields.put(name, decode(pair.substring(equals + 1))) != null) {
        throw StripeProblem.parameter(name, "", "Parameter given twice: " + name);
      }
    }
    return new StripeForm(fields);
  }

  private static String nextElement(Map<String, String> fields, String list) {
    int index = 0;
    while (fields.containsKey(list + "[" + index + "]")) {
      index++;
    }
    return list + "[" + index + "]";
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw StripeProblem.refused(400, "", "The body is not UTF-8 near: " + text);
    }
  }

  private static int octet(String text, int at) {
    try {
      return Integer.parseUnsignedInt(text, at + 1, at + 3, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw StripeProblem.refused(400, "", "A percent sign without two hex digits in: " + text);
    }
  }

  /** Refuses names outside these, metadata, and elements of lists given as {@code name[]}. */
  void allowOnly(Collection<String> names) {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String name = field.getKey();
      String generic = name.replaceFirst("\\[[0-9]+\\]$", "[]");
      if (METADATA.matcher(name).matches()) {
        if (field.getValue().length() > 500) {
          throw StripeProblem.parameter(name, "", "Metadata values have at most 500 characters.");
        }
      } else if (!names.contains(generic)) {
        throw StripeProblem.parameter(
            name, "parameter_unknown", "Received unknown parameter: " + name);
      } else if (field.getValue().isEmpty()) {
        throw StripeProblem.parameter(
            name,
            "parameter_invalid_empty",
            "You passed an empty string for '%s'.".formatted(name));
      }
    }
    if (metadata().size() > 50) {
      throw StripeProblem.parameter("metadata", "", "Metadata has at most 50 keys.");
    }
  }

  @Nullable String text(String name) {
    return fields.get(name);
  }

  String required(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw StripeProblem.parameter(
          name, "parameter_missing", "Missing required param: %s.".formatted(name));
    }
    return value;
  }

  /** One of these, or null when absent. */
  @Nullable String choice(String name, Collection<String> values) {
    String value = fields.get(name);
    if (value != null && !values.contains(value)) {
      throw StripeProblem.parameter(
          name, "", "Invalid %s: must be one of %s".formatted(name, String.join(", ", values)));
    }
    return value;
  }

  /** The parameter's whole number, or null when absent. */
  @Nullable Long integer(String name) {
    String value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (!INTEGER.matcher(value).matches()) {
      throw StripeProblem.parameter(name, "parameter_invalid_integer", "Invalid integer: " + value);
    }
    return Long.valueOf(value);
  }

  ObjectNode metadata() {
    return group(METADATA);
  }

  /** The parameters of this form below {@code prefix}, one level deep. */
  ObjectNode group(String prefix) {
    return group(Pattern.compile(Pattern.quote(prefix) + "\\[([^\\[\\]]+)\\]"));
  }

  private ObjectNode group(Pattern pattern) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    fields.forEach(
        (name, value) -> {
          var matcher = pattern.matcher(name);
          if (matcher.matches() && !value.isEmpty()) {
            group.put(matcher.group(1), value);
          }
        });
    return group;
  }
}
