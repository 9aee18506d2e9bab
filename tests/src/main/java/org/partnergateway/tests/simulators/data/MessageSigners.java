package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signers that there are, by the scheme that the adapter file names. */
final class MessageSigners {
  private static final String TIMESTAMPED = "timestamped-hmac-sha256";
  private static final String SHARED_SECRET = "shared-secret";
  private static final String STANDARD = "standard-webhooks";
  private static final String FIELDS = "hmac-fields";
  static final String CERTIFICATE = "certificate-by-url";
  private static final String KEY = "key-by-id";

  private static final String STANDARD_PREFIX = "whsec_";

  private MessageSigners() {}

  /**
   * @param signature the adapter file's, of one message
   * @param self the simulator's address
   */
  static MessageSigner of(SimulatorBlueprint blueprint, JsonNode signature, String self) {
    String header = signature.path("header").asText();
    String scheme = signature.path("scheme").asText();
    if (scheme.equals(CERTIFICATE)) {
      return new CertificateSigner(blueprint, signature, self);
    }
    if (scheme.equals(KEY)) {
      return (body, now) -> Map.of(header, SigningKey.sign(body));
    }
    if (!signature.has("secrets")) {
      throw new SimulatorBroken("nothing here signs by " + scheme);
    }
    String secret = blueprint.credential(signature.path("secrets").path(0).asText());
    return switch (scheme) {
      case TIMESTAMPED ->
          (body, now) -> {
            String time = Long.toString(now.getEpochSecond());
            byte[] proof = hmac(secret.getBytes(UTF_8), time + ".", body);
            return Map.of(header, "t=" + time + ",v1=" + HexFormat.of().formatHex(proof));
          };
      case SHARED_SECRET -> (body, now) -> Map.of(header, secret);
      case STANDARD -> {
        String prefix = signature.path("header_prefix").asText("webhook-");
        yield (body, now) -> standard(prefix, secret, body, now);
      }
      case FIELDS -> new FieldsSigner(signature, secret);
      default -> throw new SimulatorBroken("nothing here signs by " + scheme);
    };
  }

  private static Map<String, String> standard(
      String prefix, String secret, byte[] body, Instant now) {
    String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
    String time = Long.toString(now.getEpochSecond());
    byte[] key =
        secret.startsWith(STANDARD_PREFIX)
            ? Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()))
            : secret.getBytes(UTF_8);
    String proof = Base64.getEncoder().encodeToString(hmac(key, id + "." + time + ".", body));
    return Map.of(
        prefix + "id", id, prefix + "timestamp", time, prefix + "signature", "v1," + proof);
  }

  static byte[] hmac(byte[] key, String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
    }
  }
}
