package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key of all simulated partners that hand theirs out by its id; another one in each process.
 */
final class SigningKey {
  /** The id that goes with messages. */
  static final String ID = "simulated-key";

  private static final KeyPair PAIR = generate();

  private SigningKey() {}

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has secp256r1", e);
    }
  }

  /** The public half. */
  static String pem() {
    String key = Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----" + key + "-----END PUBLIC KEY-----";
  }

  /** What the header of a message holds: what it is signed by, and the signature. */
  static String sign(byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA1withECDSA");
      signature.initSign(PAIR.getPrivate());
      signature.update(body);
      String claim =
          JsonNodeFactory.instance
              .objectNode()
              .put("alg", "ecdsa")
              .put("kid", ID)
              .put("signature", Base64.getEncoder().encodeToString(signature.sign()))
              .put("digest", "SHA1")
              .toString();
      return Base64.getEncoder().encodeToString(claim.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has SHA1withECDSA", e);
    }
  }
}
