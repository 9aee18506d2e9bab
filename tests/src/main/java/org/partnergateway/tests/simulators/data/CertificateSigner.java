package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;

/**
 * Signs by a certificate whose address goes with the message. What is signed is put together as the
 * adapter file says; of the headers in it one has the time, the others another id each time.
 */
final class CertificateSigner implements MessageSigner {
  private static final String PATH = "/signing-certificate.pem";

  private final SimulatorBlueprint blueprint;
  private final JsonNode signature;
  private final String self;

  /**
   * @param self the simulator's address
   */
  CertificateSigner(SimulatorBlueprint blueprint, JsonNode signature, String self) {
    this.blueprint = blueprint;
    this.signature = signature;
    this.self = self;
  }

  static SigningCertificate certificate(JsonNode signature) {
    return SigningCertificate.of(signature.path("subjects").path(0).asText());
  }

  static boolean isAsked(SimulatedRequest request) {
    return request.method().equals("GET") && request.path().equals(PATH);
  }

  static SimulatedAnswer answer(JsonNode signature) {
    return new SimulatedAnswer(
        200, Map.of("Content-Type", "application/x-pem-file"), certificate(signature).chain());
  }

  @Override
  public Map<String, String> headers(byte[] body, Instant now) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put(signature.path("url_header").asText(), self + PATH);
    headers.put(
        signature.path("time").path("header").asText("Date"),
        now.truncatedTo(ChronoUnit.SECONDS).toString());
    StringBuilder signed = new StringBuilder();
    for (JsonNode part : signature.path("signed")) {
      signed.append(text(part, headers, body));
    }
    headers.put(
        signature.path("header").asText(),
        certificate(signature).sign(signed.toString().getBytes(UTF_8)));
    return headers;
  }

  private String text(JsonNode part, Map<String, String> headers, byte[] body) {
    if (part.isTextual()) {
      return part.asText();
    }
    if (part.has("header")) {
      return headers.computeIfAbsent(
          part.path("header").asText(),
          name -> UUID.randomUUID().toString().toLowerCase(Locale.ROOT));
    }
    if (part.has("setting")) {
      return blueprint
          .definition()
          .sandbox()
          .settings()
          .getOrDefault(part.path("setting").asText(), "");
    }
    if (part.has("credential")) {
      return blueprint.credential(part.path("credential").asText());
    }
    CRC32 crc = new CRC32();
    crc.update(body);
    return Long.toString(crc.getValue());
  }
}
