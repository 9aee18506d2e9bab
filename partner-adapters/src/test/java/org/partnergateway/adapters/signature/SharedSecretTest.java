package org.partnergateway.adapters.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSecretTest {
  private final SignatureVerifier verifier =
      new SharedSecret("X-Hook-Token", List.of("new", "old"));

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource({
    "x-hook-token, new, true",
    "x-hook-token, old, true",
    "x-hook-token, other, false",
    "x-hook-token, ne, false",
    "x-hook-token, '', false",
    "x-other, new, false",
  })
  void wantsOneOfTheSecretsInTheHeader(String header, String value, boolean verified) {
    SignatureCheck check = verifier.verify(Map.of(header, value), new byte[0], Instant.EPOCH);
    assertThat(check.verified()).isEqualTo(verified);
  }
}
