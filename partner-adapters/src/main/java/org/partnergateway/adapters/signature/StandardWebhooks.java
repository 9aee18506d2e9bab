package org.partnergateway.adapters.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Standard Webhooks: HMAC-SHA256 ({@code v1}) or Ed25519 ({@code v1a}) over id, time and body. Any
 * of the signatures by any of the secrets will do.
 */
public final class StandardWebhooks implements SignatureVerifier {
  private static final String SYMMETRIC = "whsec_";
  private static final String ASYMMETRIC = "whpk_";
  private static final int LONGEST_ID = 256;

  private final String idHeader;
  private final String timeHeader;
  private final String signatureHeader;
  private final List<SecretKeySpec> keys = new ArrayList<>();
  private final List<PublicKey> publicKeys = new ArrayList<>();
  private final Duration tolerance;

  /**
   * A verifier.
   *
   * @param prefix what the names of the three headers begin with
   * @param secrets {@code whsec_…} or {@code whpk_…}; more than one while a secret is being changed
   * @param tolerance how far the timestamp may be off, either way
   * @throws IllegalArgumentException when a secret is neither
   */
  public StandardWebhooks(String prefix, List<String> secrets, Duration tolerance) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    this.idHeader = lower + "id";
    this.timeHeader = lower + "timestamp";
    this.signatureHeader = lower + "signature";
    this.tolerance = tolerance;
    secrets.forEach(this::add);
  }

  private void add(String secret) {
    if (secret.startsWith(SYMMETRIC)) {
      keys.add(Hmac.key(Base64.getDecoder().decode(secret.substring(SYMMETRIC.length()))));
    } else if (secret.startsWith(ASYMMETRIC)) {
      publicKeys.add(
          PublicKeys.ed25519(Base64.getDecoder().decode(secret.substring(ASYMMETRIC.length()))));
    } else {
      throw new IllegalArgumentException("It must begin with whsec_ or whpk_");
    }
  }

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    String id = headers.getOrDefault(idHeader, "");
    String time = headers.getOrDefault(timeHeader, "");
    if (id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('.') >= 0) {
      return refused(idHeader, "is missing, too long, or has a dot in it");
    }
    if (!Times.isSeconds(time)) {
      return refused(timeHeader, "is missing or no number of seconds");
    }
    String fault = Times.fault(Long.parseLong(time), now, tolerance);
    if (fault != null) {
      return refused(timeHeader, fault);
    }
    String signatures = headers.get(signatureHeader);
    if (signatures == null || signatures.isEmpty()) {
      return refused(signatureHeader, "is missing");
    }
    byte[] prefix = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
    boolean match = false;
    for (String signature : signatures.split(" ", -1)) {
      match |= matches(signature, prefix, body);
    }
    return match
        ? SignatureCheck.VERIFIED
        : refused(signatureHeader, "has no signature by any of the configured secrets");
  }

  private boolean matches(String signature, byte[] prefix, byte[] body) {
    int comma = signature.indexOf(',');
    byte[] given = comma < 0 ? null : decoded(signature.substring(comma + 1));
    if (given == null) {
      return false;
    }
    boolean match = false;
    switch (signature.substring(0, comma)) {
      case "v1" -> {
        for (SecretKeySpec key : keys) {
          match |= MessageDigest.isEqual(Hmac.sign(key, prefix, body), given);
        }
      }
      case "v1a" -> {
        for (PublicKey key : publicKeys) {
          match |= PublicKeys.verifies("Ed25519", key, given, prefix, body);
        }
      }
      default -> {
        // A version to come.
      }
    }
    return match;
  }

  private static byte @Nullable [] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static SignatureCheck refused(String header, String why) {
    return new SignatureCheck.Refused("The header " + header + " " + why + ".");
  }
}
