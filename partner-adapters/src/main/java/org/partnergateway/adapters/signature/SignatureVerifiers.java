package org.partnergateway.adapters.signature;

import java.util.List;
import java.util.Objects;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;

/** Makes the verifier that an adapter file names. */
public final class SignatureVerifiers {
  private SignatureVerifiers() {}

  /**
   * A verifier with those of the secrets that are configured.
   *
   * @param keys where what is not a secret is fetched
   * @throws DefinitionException when a secret is not what the scheme takes
   */
  public static SignatureVerifier of(
      Partner partner, SignatureDefinition signature, KeySource keys) {
    List<String> secrets =
        signature.secrets().stream()
            .map(partner.credentials()::get)
            .filter(Objects::nonNull)
            .toList();
    if (secrets.isEmpty() && !signature.secrets().isEmpty()) {
      throw new IllegalStateException(partner.id() + " has no secret to verify messages by");
    }
    try {
      return of(partner, signature, secrets, keys);
    } catch (IllegalArgumentException e) {
      throw new DefinitionException(
          Problem.ofFile("gateway.partners." + partner.id(), what(signature)));
    }
  }

  private static SignatureVerifier of(
      Partner partner, SignatureDefinition signature, List<String> secrets, KeySource keys) {
    return switch (signature) {
      case SignatureDefinition.TimestampedHmac hmac ->
          new TimestampedHmac(hmac.header(), secrets, hmac.tolerance());
      case SignatureDefinition.SharedSecret shared -> new SharedSecret(shared.header(), secrets);
      case SignatureDefinition.HmacFields fields -> new HmacFields(fields, secrets);
      case SignatureDefinition.StandardWebhooks standard ->
          new StandardWebhooks(standard.prefix(), secrets, standard.tolerance());
      case SignatureDefinition.CertificateByUrl certificate ->
          new CertificateByUrl(certificate, partner, keys);
      case SignatureDefinition.KeyById key ->
          new KeyById(key, partner.fullAddress(key.url()), keys);
    };
  }

  /** Names what is wrong, and not the secret that it is. */
  private static String what(SignatureDefinition signature) {
    return switch (signature) {
      case SignatureDefinition.HmacFields fields ->
          "the credentials " + fields.secrets() + " must be hex digits, two a byte";
      case SignatureDefinition.StandardWebhooks standard ->
          "the credentials %s must be whsec_ or whpk_ and then Base64"
              .formatted(standard.secrets());
      case SignatureDefinition.CertificateByUrl certificate ->
          "the setting %s must be certificates in PEM".formatted(certificate.roots());
      default -> "what messages are verified by is not valid";
    };
  }
}
