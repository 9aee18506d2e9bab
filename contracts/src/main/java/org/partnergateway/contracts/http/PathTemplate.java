package org.partnergateway.contracts.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path with {@code {names}} in it. */
final class PathTemplate {

  private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private final String text;

  PathTemplate(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Names of the parameters in it, in their order. */
  List<String> names() {
    return NAME.matcher(text).results().map(result -> result.group(1)).toList();
  }

  String expand(Map<String, String> values) {
    Matcher names = NAME.matcher(text);
    StringBuilder path = new StringBuilder();
    int end = 0;
    while (names.find()) {
      path.append(text, end, names.start())
          .append(encode(names.group(1), values.get(names.group(1))));
      end = names.end();
    }
    return path.append(text, end, text.length()).toString();
  }

  private String encode(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the path " + text + " needs a value for \"" + name + "\"");
    }
    if (value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(
          "\"" + value + "\" cannot stand for \"" + name + "\" in the path " + text);
    }
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || UNRESERVED.indexOf(octet) >= 0;
  }
}
