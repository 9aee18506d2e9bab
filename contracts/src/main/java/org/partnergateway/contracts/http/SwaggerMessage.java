package org.partnergateway.contracts.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Finds the place that a message of Swagger Parser speaks of, such as {@code attribute
 * paths.'/orders'(get).responses is missing}.
 */
final class SwaggerMessage {

  private static final Pattern PLACE =
      Pattern.compile("(paths|webhooks|components|info|servers|security|tags)[.\\[(]\\S*");
  private static final Pattern SEGMENT =
      Pattern.compile("'([^']*)'|\\(([a-z]+)\\)|\\[([^\\]]*)]|([^.'()\\[\\]]+)");

  private SwaggerMessage() {}

  /** JSON Pointer of the place, as far as the message tells; empty when it does not. */
  static String pointer(String message) {
    Matcher place = PLACE.matcher(message);
    if (!place.find()) {
      return "";
    }
    String pointer = "";
    Matcher segments = SEGMENT.matcher(place.group());
    while (segments.find()) {
      for (int group = 1; group <= segments.groupCount(); group++) {
        if (segments.group(group) != null) {
          pointer = JsonPointers.append(pointer, segments.group(group));
        }
      }
    }
    return pointer;
  }
}
