package org.partnergateway.adapters.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.adapters.transport.HttpAnswer;

class KeyByIdTest {
  private static final String BODY = "{\"metadata\":{\"topic\":\"ü\"}}";
  private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private final List<URI> asked = new ArrayList<>();
  private final KeyPair key = pair();
  private final KeyById verifier =
      new KeyById(
          new SignatureDefinition.KeyById(
              "X-Acme-Signature",
              Set.of("SHA1withECDSA", "SHA256withECDSA"),
              "/keys/{kid}",
              JsonPointer.compile("/key"),
              new AuthDefinition.None(),
              Duration.ofHours(1)),
          "https://api.acme.example/keys/{kid}",
          (address, auth) -> {
            asked.add(address);
            HttpAnswer answer = answers.get(address.getPath());
            if (answer == null) {
              throw new KeyUnavailableException("cut");
            }
            return answer;
          });

  @BeforeEach
  void handOutTheKey() {
    answer(
        "k1", 200, "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----".formatted(base64(key)));
    answer("other", 200, base64(pair()));
    answer("none", 404, "");
    answer("down", 503, "");
    answer("odd", 200, "no key");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SHA-1, as the partner does it | ecdsa | SHA1   | k1    | verified",
        "in upper case                 | ECDSA | SHA1   | k1    | verified",
        "SHA-256, allowed too          | ecdsa | SHA256 | k1    | verified",
        "another key                   | ecdsa | SHA1   | other | is not by the key",
        "an algorithm not allowed      | ecdsa | SHA512 | k1    | not among",
        "no algorithm                  | none  | SHA1   | k1    | not among",
        "a MAC                         | hmac  | SHA256 | k1    | not among",
        "a key that doesn't exist      | ecdsa | SHA1   | none  | doesn't have",
        "what is no key                | ecdsa | SHA1   | odd   | none of its algorithm",
        "a key that can't be had       | ecdsa | SHA1   | down  | undecided",
        "a network that is down        | ecdsa | SHA1   | cut   | undecided",
        "an id that leads elsewhere    | ecdsa | SHA1   | ../k1 | missing",
        "no id                         | ecdsa | SHA1   | ''    | missing",
      })
  void tellsGoodSignaturesFromOthers(
      String name, String alg, String digest, String kid, String expected) throws Exception {
    SignatureCheck check = check(header(alg, digest, kid, sign(digest)), BODY);
    switch (check) {
      case SignatureCheck.Verified verified -> assertThat(expected).isEqualTo("verified");
      case SignatureCheck.Undecided undecided -> assertThat(expected).isEqualTo("undecided");
      case SignatureCheck.Refused refused -> assertThat(refused.reason()).contains(expected);
    }
  }

  @Test
  void refusesABodyThatDiffersInOneByte() throws Exception {
    String header = header("ecdsa", "SHA1", "k1", sign("SHA1"));
    assertThat(check(header, BODY.replace("ü", "u")).verified()).isFalse();
    assertThat(check(header, BODY + " ").verified()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"''", "%%%", "e30=", "W10=", "bm8="})
  void refusesAHeaderThatIsNone(String header) {
    assertThat(check(header, BODY).verified()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void asksForAKeyOnceAnHour() throws Exception {
    String header = header("ecdsa", "SHA1", "k1", sign("SHA1"));
    for (int i = 0; i < 100; i++) {
      check(header, BODY);
    }
    assertThat(asked).containsExactly(URI.create("https://api.acme.example/keys/k1"));
    verifier.verify(Map.of("x-acme-signature", header), bytes(), NOW.plusSeconds(3600));
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksForNoMoreThanThirtyKeysAMinuteHoweverManyAreNamed() throws Exception {
    String good = header("ecdsa", "SHA1", "k1", sign("SHA1"));
    check(good, BODY);
    for (int i = 0; i < 200; i++) {
      answer("x" + i, 404, "");
      check(header("ecdsa", "SHA1", "x" + i, "AAAA"), BODY);
    }
    assertThat(asked).hasSize(KeyCache.MOST_FETCHES);
    assertThat(check(good, BODY).verified()).isTrue();
    SignatureCheck further = check(header("ecdsa", "SHA1", "other", sign("SHA1")), BODY);
    assertThat(further).isInstanceOf(SignatureCheck.Undecided.class);
  }

  @Test
  void asksAgainForAKeyThatCouldNotBeHad() throws Exception {
    String header = header("ecdsa", "SHA1", "k2", sign("SHA1"));
    assertThat(check(header, BODY)).isInstanceOf(SignatureCheck.Undecided.class);
    answer("k2", 200, base64(key));
    assertThat(check(header, BODY).verified()).isTrue();
  }

  private SignatureCheck check(String header, String body) {
    return verifier.verify(Map.of("x-acme-signature", header), body.getBytes(UTF_8), NOW);
  }

  private void answer(String id, int status, String text) {
    String body = "{\"key\":\"%s\",\"algorithm\":\"ECDSA\",\"digest\":\"SHA1\"}".formatted(text);
    answers.put("/keys/" + id, new HttpAnswer(status, Map.of(), body.getBytes(UTF_8)));
  }

  private static String header(String alg, String digest, String kid, String signature) {
    String json =
        "{\"alg\":\"%s\",\"kid\":\"%s\",\"signature\":\"%s\",\"digest\":\"%s\"}"
            .formatted(alg, kid, signature, digest);
    return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
  }

  private String sign(String digest) throws Exception {
    Signature signature = Signature.getInstance(digest + "withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(bytes());
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private static byte[] bytes() {
    return BODY.getBytes(UTF_8);
  }

  private static String base64(KeyPair pair) {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
