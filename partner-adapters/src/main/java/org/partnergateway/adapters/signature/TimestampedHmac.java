package org.partnergateway.adapters.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over {@code t.body}, with the time in the signature so that an old message cannot be
 * played again.
 *
 * <p>A timestamp too far ahead is refused as well: it would let a message be kept for later.
 */
public final class TimestampedHmac implements SignatureVerifier {
  private final String header;
  private final List<SecretKeySpec> keys;
  private final Duration tolerance;

  /**
   * A verifier.
   *
   * @param secrets not blank; more than one while a secret is being changed
   * @param tolerance how far the timestamp may be off, either way
   */
  public TimestampedHmac(String header, List<String> secrets, Duration tolerance) {
    this.header = header.toLowerCase(Locale.ROOT);
    this.keys = secrets.stream().map(s -> Hmac.key(s.getBytes(StandardCharsets.UTF_8))).toList();
    this.tolerance = tolerance;
  }

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    String value = headers.get(header);
    if (value == null || value.isEmpty()) {
      return refused("is missing");
    }
    SignatureHeader signed;
    try {
      signed = SignatureHeader.read(value);
    } catch (SignatureHeader.Unreadable e) {
      return refused(String.valueOf(e.getMessage()));
    }
    String fault = Times.fault(Long.parseLong(signed.time()), now, tolerance);
    if (fault != null) {
      return refused(fault);
    }
    return matches(signed, body)
        ? SignatureCheck.VERIFIED
        : refused("matches none of the configured secrets");
  }

  /** Looks at every pair, so that the time taken tells nothing. */
  private boolean matches(SignatureHeader signed, byte[] body) {
    byte[] prefix = (signed.time() + ".").getBytes(StandardCharsets.US_ASCII);
    boolean match = false;
    for (SecretKeySpec key : keys) {
      byte[] expected = Hmac.sign(key, prefix, body);
      for (byte[] signature : signed.signatures()) {
        match |= MessageDigest.isEqual(expected, signature);
      }
    }
    return match;
  }

  private SignatureCheck refused(String why) {
    return new SignatureCheck.Refused("The header " + header + " " + why + ".");
  }
}
