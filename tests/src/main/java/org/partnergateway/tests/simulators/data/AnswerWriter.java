package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.transformations.formats.BinaryFormat;

/** Writes what a behaviour says, as the partner writes it, and holds it against the contract. */
final class AnswerWriter {
  private static final byte[] NOTHING = new byte[0];
  private static final String CONTENT_TYPE = "Content-Type";

  private final String mediaType;
  private final Map<String, String> always;

  AnswerWriter(SimulatorDefinition definition) {
    this.mediaType = definition.mediaType();
    this.always = definition.headers();
  }

  /**
   * @param operation null where no contract has what was asked
   * @param said status, headers, and either body, parts or raw (Base64)
   * @throws SimulatorBroken when the contract doesn't allow that answer
   */
  SimulatedAnswer write(@Nullable HttpOperation operation, int status, JsonNode said) {
    Map<String, String> headers = new HashMap<>(always);
    said.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    byte[] body = NOTHING;
    JsonNode tree = null;
    if (said.has("raw")) {
      body = Base64.getDecoder().decode(said.get("raw").asText());
      String type = header(headers);
      tree = type == null ? null : BinaryFormat.read(type, body);
    } else if (said.has("parts") && operation != null) {
      headers.put(CONTENT_TYPE, Parts.CONTENT_TYPE);
      body = Parts.write(said.get("parts"));
      tree = Parts.read(operation, status, body);
    } else if (said.has("body")) {
      String type = header(headers);
      if (type == null) {
        type = mediaType;
        headers.put(CONTENT_TYPE, type);
      }
      body = Wire.writeAnswer(operation, status, type, said.get("body"));
      tree = Wire.readAnswer(operation, status, type, body);
    }
    if (operation != null) {
      check(operation, status, header(headers), tree);
    }
    return new SimulatedAnswer(status, Map.copyOf(headers), body);
  }

  private static void check(
      HttpOperation operation, int status, @Nullable String contentType, @Nullable JsonNode tree) {
    List<Violation> violations = operation.checkResponse(status, contentType, tree);
    if (!violations.isEmpty()) {
      throw new SimulatorBroken(
          "the answer %d of %s: %s"
              .formatted(
                  status,
                  operation.id(),
                  violations.stream().map(Violation::toString).collect(Collectors.joining("; "))));
    }
  }

  private static @Nullable String header(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
