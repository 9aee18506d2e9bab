package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.transformations.formats.WireFormats;

/** Bodies between bytes and trees, from the partner's side. All that is known of formats here. */
final class Wire {
  private Wire() {}

  /** Whether the operation takes bodies of that content type. */
  static boolean takes(HttpOperation operation, @Nullable String contentType) {
    String declared = operation.requestMediaType();
    return declared != null
        && contentType != null
        && essence(contentType).equals(essence(declared));
  }

  /**
   * @throws org.partnergateway.contracts.json.MalformedMessageException when it can't be read
   */
  static JsonNode readRequest(HttpOperation operation, byte[] body) {
    return WireFormats.of(String.valueOf(operation.requestMediaType())).read(body);
  }

  static byte[] writeAnswer(String mediaType, JsonNode body) {
    return WireFormats.of(mediaType).write(body);
  }

  /** What whoever asked will read. */
  static JsonNode readAnswer(String mediaType, byte[] body) {
    return WireFormats.of(mediaType).read(body);
  }

  static byte[] writeMessage(HttpOperation webhook, JsonNode body) {
    return WireFormats.of(String.valueOf(webhook.requestMediaType())).write(body);
  }

  private static String essence(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
