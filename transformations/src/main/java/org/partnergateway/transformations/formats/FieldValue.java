package org.partnergateway.transformations.formats;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.partnergateway.contracts.json.MalformedMessageException;

/**
 * The value of a header such as Content-Type or Content-Disposition.
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters by name in lower case
 */
public record FieldValue(String value, Map<String, String> parameters) {
  /**
   * Reads one strictly: no parameter twice, nothing after a quoted text but the next parameter.
   *
   * @throws MalformedMessageException when it is none
   */
  public static FieldValue parse(String text) {
    int semicolon = text.indexOf(';');
    String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    Map<String, String> parameters = new HashMap<>();
    int at = semicolon < 0 ? text.length() : semicolon;
    while (at < text.length()) {
      at = parameter(text, at + 1, parameters);
    }
    return new FieldValue(value.toLowerCase(Locale.ROOT), parameters);
  }

  private static int parameter(String text, int start, Map<String, String> parameters) {
    int equals = text.indexOf('=', start);
    if (equals < 0) {
      if (text.substring(start).isBlank()) {
        return text.length();
      }
      throw malformed();
    }
    String name = text.substring(start, equals).strip().toLowerCase(Locale.ROOT);
    StringBuilder value = new StringBuilder();
    int end =
        equals + 1 < text.length() && text.charAt(equals + 1) == '"'
            ? quoted(text, equals + 2, value)
            : plain(text, equals + 1, value);
    if (name.isEmpty() || parameters.put(name, value.toString()) != null) {
      throw malformed();
    }
    return end;
  }

  private static int plain(String text, int start, StringBuilder value) {
    int semicolon = text.indexOf(';', start);
    int end = semicolon < 0 ? text.length() : semicolon;
    value.append(text.substring(start, end).strip());
    return end;
  }

  private static int quoted(String text, int start, StringBuilder value) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 1 : 0;
      if (at < text.length()) {
        value.append(text.charAt(at));
      }
      at++;
    }
    int semicolon = text.indexOf(';', at);
    int end = semicolon < 0 ? text.length() : semicolon;
    if (at >= text.length() || !text.substring(at + 1, end).isBlank()) {
      throw malformed();
    }
    return end;
  }

  private static MalformedMessageException malformed() {
    return new MalformedMessageException("a header whose parameters can't be read", 0, 0, "");
  }
}
