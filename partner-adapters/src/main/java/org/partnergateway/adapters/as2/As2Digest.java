package org.partnergateway.adapters.as2;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The digests of signatures and receipts. MD5 and SHA-1 are not among them. */
enum As2Digest {
  SHA_256("SHA-256", "SHA256withRSA", "2.16.840.1.101.3.4.2.1"),
  SHA_384("SHA-384", "SHA384withRSA", "2.16.840.1.101.3.4.2.2"),
  SHA_512("SHA-512", "SHA512withRSA", "2.16.840.1.101.3.4.2.3");

  private final String algorithm;
  private final String signature;
  private final String oid;

  As2Digest(String algorithm, String signature, String oid) {
    this.algorithm = algorithm;
    this.signature = signature;
    this.oid = oid;
  }

  /** The digest of a word such as {@code sha-256} or, as older ones write it, {@code sha256}. */
  static Optional<As2Digest> of(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace("-", "");
    return Arrays.stream(values())
        .filter(one -> one.algorithm.toLowerCase(Locale.ROOT).replace("-", "").equals(plain))
        .findFirst();
  }

  /** The digest of that object identifier. */
  static Optional<As2Digest> ofOid(String oid) {
    return Arrays.stream(values()).filter(one -> one.oid.equals(oid)).findFirst();
  }

  /** The word in headers, by RFC 5751. */
  String word() {
    return algorithm.toLowerCase(Locale.ROOT);
  }

  /** The signature with an RSA key. */
  String signature() {
    return signature;
  }

  /** What stands in Received-Content-MIC. */
  String mic(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
      return Base64.getEncoder().encodeToString(digest) + ", " + word();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
