package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.HashSet;

/** Binds what an adapter file says about how to tell a message's sender. */
final class SignatureReader {
  private static final Duration KEEP_FOR = Duration.ofHours(1);

  private SignatureReader() {}

  /**
   * @param partner how the partner itself is told who calls
   */
  static SignatureDefinition read(Fields signature, AuthDefinition partner) {
    return switch (signature.text("scheme")) {
      case "timestamped-hmac-sha256" ->
          new SignatureDefinition.TimestampedHmac(
              signature.text("header"), signature.texts("secrets"), tolerance(signature));
      case "shared-secret" ->
          new SignatureDefinition.SharedSecret(
              signature.text("header"), signature.texts("secrets"));
      case "hmac-fields" ->
          new SignatureDefinition.HmacFields(
              signature.has("items") ? pointer(signature.text("items")) : null,
              pointer(signature.text("item", "")),
              signature.pointers("fields"),
              pointer(signature.text("signature")),
              signature.node().path("escaped").asBoolean(),
              signature.texts("secrets"));
      case "standard-webhooks" ->
          new SignatureDefinition.StandardWebhooks(
              signature.text("header_prefix", "webhook-"),
              signature.texts("secrets"),
              tolerance(signature));
      case "certificate-by-url" -> certificate(signature);
      case "key-by-id" -> key(signature, partner);
      default -> throw new IllegalStateException("The schema allows no other scheme");
    };
  }

  private static SignatureDefinition certificate(Fields signature) {
    Fields time = signature.in("time");
    return new SignatureDefinition.CertificateByUrl(
        signature.text("header"),
        signature.text("url_header"),
        new HashSet<>(signature.texts("hosts")),
        new HashSet<>(signature.texts("subjects")),
        signature.text("algorithm"),
        TextSources.readAll(signature.node().path("signed")),
        time.textOrNull("header"),
        tolerance(time),
        signature.textOrNull("roots"),
        signature.duration("keep_for", KEEP_FOR));
  }

  private static SignatureDefinition key(Fields signature, AuthDefinition partner) {
    Fields key = signature.in("key");
    return new SignatureDefinition.KeyById(
        signature.text("header"),
        new HashSet<>(signature.texts("algorithms")),
        key.text("url"),
        pointer(key.text("pointer")),
        key.has("auth") ? AuthReader.auth(key.in("auth")) : partner,
        key.duration("keep_for", KEEP_FOR));
  }

  private static Duration tolerance(Fields fields) {
    return fields.duration("tolerance", SignatureDefinition.DEFAULT_TOLERANCE);
  }

  private static JsonPointer pointer(String text) {
    return JsonPointer.compile(text);
  }
}
