package org.partnergateway.adapters.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class IdempotencyKeyTest {
  private static final String REFERENCE = "01KAQX7B4M8F2J6N0R4T8V2X6Z";

  @Test
  void isTheReferenceItselfUnlessThePartnerWantsAnother() {
    assertThat(new IdempotencyKey("Key", Duration.ofHours(1), null).written(REFERENCE))
        .isEqualTo(REFERENCE);
  }

  @Test
  void isTheSameUuidForTheSameReferenceAndLooksLikeARandomOne() {
    IdempotencyKey key =
        new IdempotencyKey("Key", Duration.ofHours(1), null, IdempotencyKey.Form.UUID);

    UUID written = UUID.fromString(key.written(REFERENCE));

    assertThat(key.written(REFERENCE)).isEqualTo(written.toString());
    assertThat(written.version()).isEqualTo(4);
    assertThat(written.variant()).isEqualTo(2);
    assertThat(key.written(REFERENCE.replace('Z', 'Y'))).isNotEqualTo(written.toString());
  }
}
