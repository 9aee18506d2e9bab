package org.partnergateway.adapters.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A header that must hold one of the secrets, compared in constant time. */
public final class SharedSecret implements SignatureVerifier {
  private final String header;
  private final List<byte[]> secrets;

  /**
   * A verifier.
   *
   * @param secrets not blank; more than one while a secret is being changed
   */
  public SharedSecret(String header, List<String> secrets) {
    this.header = header.toLowerCase(Locale.ROOT);
    this.secrets = secrets.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    String value = headers.get(header);
    if (value == null || value.isEmpty()) {
      return new SignatureCheck.Refused("The header " + header + " is missing.");
    }
    byte[] given = value.getBytes(StandardCharsets.UTF_8);
    boolean match = false;
    for (byte[] secret : secrets) {
      match |= MessageDigest.isEqual(secret, given);
    }
    return match
        ? SignatureCheck.VERIFIED
        : new SignatureCheck.Refused("The header " + header + " does not hold the secret.");
  }
}
