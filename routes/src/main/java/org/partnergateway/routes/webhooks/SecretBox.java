package org.partnergateway.routes.webhooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * Seals what must not stand readable in the store: AES-256-GCM by the operator's first key; any of
 * the keys opens. What was sealed for one purpose can't be passed off as another's.
 */
public final class SecretBox {
  private static final String SETTING = "gateway.webhooks.encryption-keys[%d]";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final List<Key> keys = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param id of the key's digest; tells which key opens
   */
  private record Key(int id, SecretKeySpec key) {}

  /** What none of the keys opens. */
  public static final class CannotOpen extends Exception {
    private static final long serialVersionUID = 1L;

    CannotOpen(Throwable cause) {
      super("What is sealed can't be opened by gateway.webhooks.encryption-keys", cause);
    }

    CannotOpen() {
      super("What is sealed was sealed by a key that isn't in gateway.webhooks.encryption-keys");
    }
  }

  /**
   * @param keys in Base64, 32 bytes each; none: nothing can be sealed
   * @throws DefinitionException when one isn't
   */
  public SecretBox(List<String> keys) {
    Problems problems = new Problems();
    for (int i = 0; i < keys.size(); i++) {
      add(keys.get(i), SETTING.formatted(i), problems);
    }
    problems.throwIfAny();
  }

  private void add(String text, String setting, Problems problems) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == KEY_BYTES) {
        int id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
        keys.add(new Key(id, new SecretKeySpec(bytes, "AES")));
        return;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the text.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    problems.add(
        Problem.ofFile(
            setting,
            "must be 32 random bytes in Base64, such as 'openssl rand -base64 32' prints"));
  }

  /** Whether anything can be sealed. */
  public boolean hasKey() {
    return !keys.isEmpty();
  }

  /**
   * @param purpose what it is; needed to open it
   */
  byte[] seal(String purpose, byte[] plain) {
    Key key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain);
      return ByteBuffer.allocate(Integer.BYTES + NONCE_BYTES + sealed.length)
          .putInt(key.id())
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  byte[] seal(String purpose, String plain) {
    return seal(purpose, plain.getBytes(StandardCharsets.UTF_8));
  }

  byte[] open(String purpose, byte[] sealed) throws CannotOpen {
    ByteBuffer buffer = ByteBuffer.wrap(sealed);
    int id = buffer.getInt();
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    Key key = keys.stream().filter(one -> one.id() == id).findFirst().orElseThrow(CannotOpen::new);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
          .doFinal(sealed, buffer.position(), buffer.remaining());
    } catch (GeneralSecurityException e) {
      throw new CannotOpen(e);
    }
  }

  String openText(String purpose, byte[] sealed) throws CannotOpen {
    return new String(open(purpose, sealed), StandardCharsets.UTF_8);
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
