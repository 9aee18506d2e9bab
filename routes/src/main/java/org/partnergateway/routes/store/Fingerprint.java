package org.partnergateway.routes.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a body, to tell whether two messages under one id are the same. */
public final class Fingerprint {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  /** Of the bytes as they came. */
  public static Fingerprint of(byte[] body) {
    return new Fingerprint(sha256().digest(body));
  }

  /**
   * Of a request: what was asked for (method and path, or the operation), then the body. The length
   * of the first stands before it, so that no two pairs run together into the same bytes.
   */
  public static Fingerprint of(String what, byte[] body) {
    byte[] text = what.getBytes(StandardCharsets.UTF_8);
    MessageDigest sha256 = sha256();
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
    sha256.update(text);
    return new Fingerprint(sha256.digest(body));
  }

  /** Of a stream, which is read to its end but not held. */
  public static Fingerprint of(InputStream content) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      sha256.update(buffer, 0, read);
    }
    return new Fingerprint(sha256.digest());
  }

  /** As it stands in a column. */
  public static Fingerprint stored(byte[] digest) {
    return new Fingerprint(digest.clone());
  }

  /** 32 bytes, a copy. */
  public byte[] bytes() {
    return digest.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
