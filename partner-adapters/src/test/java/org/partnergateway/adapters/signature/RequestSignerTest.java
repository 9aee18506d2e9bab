package org.partnergateway.adapters.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestSignerTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_709_123_456);
  private static final byte[] BODY = "{\"type\":\"order_create\"}".getBytes(UTF_8);

  private final RequestSigner signer = RequestSigner.of("Merchant-Signature", "secret");

  @Test
  void signsTheTimeAndTheBodyAsAnyHmacToolDoes() {
    // printf '1709123456.{"type":"order_create"}' | openssl dgst -sha256 -hmac secret
    assertThat(signer.sign(BODY, NOW))
        .isEqualTo(
            "t=1709123456,v1=2f8d35055a10226f235575f9e268c8db762d6704dd91355a4d12eac5fb76b7c7");
  }

  @Test
  void isBelievedForAsLongAsTheReceiverAllows() {
    Map<String, String> headers = Map.of("merchant-signature", signer.sign(BODY, NOW));
    TimestampedHmac receiver =
        new TimestampedHmac("Merchant-Signature", List.of("secret"), Duration.ofSeconds(300));

    assertThat(receiver.verify(headers, BODY, NOW.plusSeconds(300)).verified()).isTrue();
    assertThat(receiver.verify(headers, BODY, NOW.plusSeconds(301)).verified()).isFalse();
    assertThat(receiver.verify(headers, "{}".getBytes(UTF_8), NOW).verified()).isFalse();
  }
}
