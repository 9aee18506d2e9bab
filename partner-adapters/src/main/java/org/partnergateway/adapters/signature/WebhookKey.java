package org.partnergateway.adapters.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key that Standard Webhooks are signed by. Any thread may ask. */
public sealed interface WebhookKey {
  /** Makes a shared secret, by which HMAC-SHA256 signs and verifies. */
  static WebhookKey newSecret() {
    byte[] bytes = new byte[SharedKey.BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SharedKey(bytes);
  }

  /** Makes a pair of Ed25519: one key signs, the other verifies. */
  static WebhookKey newPair() {
    return PairOfKeys.make();
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @throws IllegalArgumentException when it is none; the message doesn't repeat it
   */
  static WebhookKey parse(String text) {
    if (text.startsWith(SharedKey.PREFIX)) {
      return new SharedKey(Base64.getDecoder().decode(text.substring(SharedKey.PREFIX.length())));
    }
    if (text.startsWith(PairOfKeys.PREFIX)) {
      return PairOfKeys.of(Base64.getDecoder().decode(text.substring(PairOfKeys.PREFIX.length())));
    }
    throw new IllegalArgumentException("A key begins with whsec_ or whsk_");
  }

  /** The secret: {@code whsec_…} or {@code whsk_…}. */
  String text();

  /** What the receiver verifies by where that is no secret: {@code whpk_…}. */
  @Nullable String publicText();

  /** The signature of parts that stand behind each other, with its version: {@code v1,…}. */
  String sign(byte[]... parts);

  /** HMAC-SHA256. */
  final class SharedKey implements WebhookKey {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private final byte[] bytes;
    private final SecretKeySpec key;

    private SharedKey(byte[] bytes) {
      this.bytes = bytes.clone();
      this.key = Hmac.key(bytes);
    }

    @Override
    public String text() {
      return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public @Nullable String publicText() {
      return null;
    }

    @Override
    public String sign(byte[]... parts) {
      return "v1," + Base64.getEncoder().encodeToString(Hmac.sign(key, parts));
    }
  }

  /** Ed25519; 32 bytes of the private key, then 32 of the public one. */
  final class PairOfKeys implements WebhookKey {
    private static final String PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int HALF = 32;

    private final byte[] bytes;
    private final PrivateKey key;

    private PairOfKeys(byte[] bytes, PrivateKey key) {
      this.bytes = bytes;
      this.key = key;
    }

    private static PairOfKeys make() {
      try {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        byte[] bytes = new byte[2 * HALF];
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        // An X.509 key ends with RFC 8032's 32 bytes.
        byte[] encoded = pair.getPublic().getEncoded();
        System.arraycopy(seed, 0, bytes, 0, HALF);
        System.arraycopy(encoded, encoded.length - HALF, bytes, HALF, HALF);
        return new PairOfKeys(bytes, pair.getPrivate());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java runtime has Ed25519", e);
      }
    }

    private static PairOfKeys of(byte[] bytes) {
      if (bytes.length != 2 * HALF) {
        throw new IllegalArgumentException("A key whsk_ has 64 bytes, not " + bytes.length);
      }
      try {
        EdECPrivateKeySpec spec =
            new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, HALF));
        return new PairOfKeys(
            bytes.clone(), KeyFactory.getInstance(ALGORITHM).generatePrivate(spec));
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("It is no Ed25519 key", e);
      }
    }

    @Override
    public String text() {
      return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String publicText() {
      return PUBLIC_PREFIX
          + Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, HALF, 2 * HALF));
    }

    @Override
    public String sign(byte[]... parts) {
      try {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(key);
        for (byte[] part : parts) {
          signer.update(part);
        }
        return "v1a," + Base64.getEncoder().encodeToString(signer.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("A key that was read signs", e);
      }
    }
  }
}
