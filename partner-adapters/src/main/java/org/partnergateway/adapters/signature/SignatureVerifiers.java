package org.partnergateway.adapters.signature;

import java.util.List;
import java.util.Objects;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.SignatureDefinition;

/** Makes the verifier that an adapter file names. */
public final class SignatureVerifiers {
  private SignatureVerifiers() {}

  /** A verifier with those of the secrets that are configured. */
  public static SignatureVerifier of(Partner partner, SignatureDefinition signature) {
    List<String> secrets =
        signature.secrets().stream()
            .map(partner.credentials()::get)
            .filter(Objects::nonNull)
            .toList();
    if (secrets.isEmpty()) {
      throw new IllegalStateException(partner.id() + " has no secret to verify messages by");
    }
    return switch (signature.scheme()) {
      case TIMESTAMPED_HMAC_SHA256 ->
          new TimestampedHmac(signature.header(), secrets, signature.tolerance());
      case SHARED_SECRET -> new SharedSecret(signature.header(), secrets);
    };
  }
}
