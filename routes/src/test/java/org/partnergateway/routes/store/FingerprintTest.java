package org.partnergateway.routes.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FingerprintTest {
  @Test
  void itIsTheSha256OfTheBody() {
    assertThat(Fingerprint.of("abc".getBytes(UTF_8)))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void whatIsAskedCountsAsWellAsTheBodyAndTheyDontRunTogether() {
    Fingerprint one = Fingerprint.of("POST /v1/refunds", "{}".getBytes(UTF_8));

    assertThat(one).isEqualTo(Fingerprint.of("POST /v1/refunds", "{}".getBytes(UTF_8)));
    assertThat(one).isNotEqualTo(Fingerprint.of("POST /v1/payments", "{}".getBytes(UTF_8)));
    assertThat(one).isNotEqualTo(Fingerprint.of("POST /v1/refunds{", "}".getBytes(UTF_8)));
  }

  @Test
  void itComesBackFromAColumnAsItWas() {
    Fingerprint fingerprint = Fingerprint.of("abc".getBytes(UTF_8));

    assertThat(Fingerprint.stored(fingerprint.bytes())).isEqualTo(fingerprint);
  }
}
