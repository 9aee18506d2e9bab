package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.transformations.formats.WireFormat;
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
    return of(operation).read(body);
  }

  /**
   * @param operation null where no contract has what was asked
   */
  static byte[] writeAnswer(
      @Nullable HttpOperation operation, int status, String mediaType, JsonNode body) {
    XmlBody xml = xml(operation, status, mediaType);
    return xml == null ? WireFormats.of(mediaType).write(body) : xml.writeWithOthers(body);
  }

  /** What whoever asked will read. */
  static JsonNode readAnswer(
      @Nullable HttpOperation operation, int status, String mediaType, byte[] body) {
    XmlBody xml = xml(operation, status, mediaType);
    return xml == null ? WireFormats.of(mediaType).read(body) : xml.read(body);
  }

  /** How the operation's contract has such an answer in XML; null where it isn't XML. */
  static @Nullable XmlBody xml(@Nullable HttpOperation operation, int status, String mediaType) {
    return operation == null ? null : operation.answerForm(status, mediaType).xml();
  }

  static byte[] writeMessage(HttpOperation webhook, JsonNode body) {
    return of(webhook).write(body);
  }

  private static WireFormat of(HttpOperation operation) {
    return WireFormats.of(Objects.requireNonNull(operation.requestForm(), "it has a body"));
  }

  private static String essence(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
