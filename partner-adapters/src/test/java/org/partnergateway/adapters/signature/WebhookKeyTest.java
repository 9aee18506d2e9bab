package org.partnergateway.adapters.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is signed is taken by the official library, and by our own verifier of partners' webhooks.
 */
class WebhookKeyTest {
  private static final String ID = "evt_01kaqx5v8e3c7h2m9t4r6w0y1z";
  private static final byte[] BODY = "{\"é\": 1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void theOfficialLibraryVerifiesWhatASecretSigned() throws Exception {
    WebhookKey key = WebhookKey.newSecret();
    Map<String, String> headers = WebhookSigner.headers(ID, Instant.now(), BODY, List.of(key));

    official(key.text(), headers, BODY);

    assertThat(key.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(key.publicText()).isNull();
    byte[] other = "{\"é\": 2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> official(key.text(), headers, other))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> official(WebhookKey.newSecret().text(), headers, BODY))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aPublicKeyVerifiesWhatAPairSigned() {
    WebhookKey key = WebhookKey.newPair();
    Instant now = Instant.parse("2026-11-26T02:00:00Z");
    Map<String, String> headers = WebhookSigner.headers(ID, now, BODY, List.of(key));

    assertThat(headers.get("webhook-signature")).matches("v1a,[A-Za-z0-9+/]{86}==");
    assertThat(verified(Objects.requireNonNull(key.publicText()), headers, now)).isTrue();
    assertThat(verified(Objects.requireNonNull(WebhookKey.newPair().publicText()), headers, now))
        .isFalse();
  }

  /** RFC 8032, 7.1, test 2: the key and the signature of one byte. */
  @Test
  void aPairSignsAsItsStandardSays() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                    + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    WebhookKey key = WebhookKey.parse("whsk_" + base64(bytes));

    assertThat(key.sign(new byte[] {0x72}))
        .isEqualTo(
            "v1a,"
                + base64(
                    HexFormat.of()
                        .parseHex(
                            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")));
  }

  @Test
  void whileAKeyIsChangedBothSign() throws Exception {
    WebhookKey before = WebhookKey.newSecret();
    WebhookKey after = WebhookKey.newSecret();
    Map<String, String> headers =
        WebhookSigner.headers(ID, Instant.now(), BODY, List.of(after, before));

    assertThat(headers.get("webhook-signature")).matches("v1,\\S+ v1,\\S+");
    official(before.text(), headers, BODY);
    official(after.text(), headers, BODY);
  }

  @Test
  void aKeyIsReadAsItWasWritten() {
    for (WebhookKey key : List.of(WebhookKey.newSecret(), WebhookKey.newPair())) {
      WebhookKey read = WebhookKey.parse(key.text());
      assertThat(read.text()).isEqualTo(key.text());
      assertThat(read.publicText()).isEqualTo(key.publicText());
      assertThat(read.sign(BODY)).isEqualTo(key.sign(BODY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec", "whpk_AAAA", "whsk_AAAA", "whsec_*"})
  void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> WebhookKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void official(String secret, Map<String, String> headers, byte[] body)
      throws Exception {
    Map<String, List<String>> all =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    new Webhook(secret)
        .verify(
            new String(body, StandardCharsets.UTF_8), HttpHeaders.of(all, (name, value) -> true));
  }

  private static boolean verified(String publicKey, Map<String, String> headers, Instant now) {
    return new StandardWebhooks("webhook-", List.of(publicKey), Duration.ofMinutes(5))
            .verify(headers, BODY, now)
        == SignatureCheck.VERIFIED;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
