package org.partnergateway.adapters.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Reads public keys, and verifies by them. */
final class PublicKeys {
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int ED25519_BYTES = 32;

  private PublicKeys() {}

  /**
   * RFC 8032's 32 bytes.
   *
   * @throws IllegalArgumentException when they are no key
   */
  static PublicKey ed25519(byte[] raw) {
    if (raw.length != ED25519_BYTES) {
      throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length);
    }
    byte[] encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is no Ed25519 key", e);
    }
  }

  /**
   * A SubjectPublicKeyInfo in Base64, between PEM's two lines or not, with or without line ends.
   *
   * @param algorithm of the key, such as EC
   * @throws GeneralSecurityException when it is none
   */
  static PublicKey pem(String text, String algorithm) throws GeneralSecurityException {
    String base64 = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("The key is no Base64", e);
    }
  }

  /** Whether the signature is the key's; one that can't be read isn't. */
  static boolean verifies(String algorithm, PublicKey key, byte[] signature, byte[]... parts) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      for (byte[] part : parts) {
        verifier.update(part);
      }
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
