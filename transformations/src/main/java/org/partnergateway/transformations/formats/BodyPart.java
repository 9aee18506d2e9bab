package org.partnergateway.transformations.formats;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;

/**
 * One part of a multipart body, as it travelled.
 *
 * @param name from its Content-Disposition; null when it has none
 * @param mediaType in lower case, without parameters; null when it says none
 * @param base64 whether its Content-Transfer-Encoding says that it is Base64 text
 * @param body not to be changed
 */
record BodyPart(@Nullable String name, @Nullable String mediaType, boolean base64, byte[] body) {
  private static final Set<String> AS_IT_IS = Set.of("7bit", "8bit", "binary");

  /**
   * The part of these header lines and this body.
   *
   * @throws MalformedMessageException when a header is none, or stands there twice
   */
  static BodyPart of(String head, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    for (String line : head.isEmpty() ? new String[0] : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.substring(0, colon).contains(" ") || line.charAt(0) == '\t') {
        throw malformed("a part's header line without a name");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, line.substring(colon + 1).strip()) != null) {
        throw malformed("a part has the header " + name + " twice");
      }
    }
    String type = headers.get("content-type");
    String disposition = headers.get("content-disposition");
    String encoding =
        headers.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
    if (!encoding.equals("base64") && !AS_IT_IS.contains(encoding)) {
      throw malformed("a part is transferred in a way that is not read here");
    }
    return new BodyPart(
        disposition == null ? null : FieldValue.parse(disposition).parameters().get("name"),
        type == null ? null : FieldValue.parse(type).value(),
        encoding.equals("base64"),
        body);
  }

  private static MalformedMessageException malformed(String problem) {
    return new MalformedMessageException(problem, 0, 0, "");
  }
}
