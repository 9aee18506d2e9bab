package org.partnergateway.routes.questions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens that a partner may show. Comparisons take the same time whatever differs. */
public final class BearerTokens {
  private static final String SCHEME = "bearer ";

  private final List<byte[]> digests;

  public BearerTokens(Collection<String> tokens) {
    this.digests = tokens.stream().map(BearerTokens::digest).toList();
  }

  /** Whether the {@code Authorization} header bears one of them. */
  boolean match(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] offered = digest(authorization.substring(SCHEME.length()).strip());
    boolean match = false;
    for (byte[] digest : digests) {
      match |= MessageDigest.isEqual(digest, offered);
    }
    return match;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
