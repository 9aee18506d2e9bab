package org.partnergateway.adapters.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over {@code t.body}, with the time in the signature so that an old message cannot be
 * played again.
 *
 * <p>A timestamp too far ahead is refused as well: it would let a message be kept for later.
 */
public final class TimestampedHmac implements SignatureVerifier {
  private static final String ALGORITHM = "HmacSHA256";

  private final String header;
  private final List<Key> keys;
  private final long toleranceSeconds;

  /**
   * A verifier.
   *
   * @param secrets not blank; more than one while a secret is being changed
   * @param tolerance how far the timestamp may be off, either way
   */
  public TimestampedHmac(String header, List<String> secrets, Duration tolerance) {
    this.header = header.toLowerCase(Locale.ROOT);
    this.keys =
        secrets.stream()
            .map(Key::of)
            .toList();
    this.toleranceSeconds = tolerance.toSeconds();
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
    long age = now.getEpochSecond() - Long.parseLong(signed.time());
    if (Math.abs(age) > toleranceSeconds) {
      return refused(
          "has a timestamp %d seconds in the %s; at most %d are allowed"
              .formatted(Math.abs(age), age > 0 ? "past" : "future", toleranceSeconds));
    }
    return matches(signed, body)
        ? SignatureCheck.VERIFIED
        : refused("matches none of the configured secrets");
  }

  /** Looks at every pair, so that the time taken tells nothing. */
  private boolean matches(SignatureHeader signed, byte[] body) {
    boolean match = false;
    for (Key key : keys) {
      byte[] expected = key.sign(signed.time(), body);
      for (byte[] signature : signed.signatures()) {
        match |= MessageDigest.isEqual(expected, signature);
      }
    }
    return match;
  }

  /** A secret, ready to sign with. */
  record Key(SecretKeySpec spec) {
    static Key of(String secret) {
      return new Key(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    byte[] sign(String time, byte[] body) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(spec);
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(body);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
      }
    }

    String hex(String time, byte[] body) {
      return HexFormat.of().formatHex(sign(time, body));
    }
  }

  private SignatureCheck refused(String why) {
    return new SignatureCheck.Refused("The header " + header + " " + why + ".");
  }
}
