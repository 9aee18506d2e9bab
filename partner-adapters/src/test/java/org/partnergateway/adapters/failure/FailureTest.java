package org.partnergateway.adapters.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void isAClosedSetOfSevenWords() {
    assertThat(Arrays.stream(Failure.values()).map(Failure::word))
        .containsExactly(
            "invalid_request",
            "declined",
            "unauthorized",
            "rate_limited",
            "unavailable",
            "outcome_unknown",
            "contract_violation");
    assertThat(Failure.ofWord("rate_limited")).contains(Failure.RATE_LIMITED);
    assertThat(Failure.ofWord("RATE_LIMITED")).isEmpty();
  }
}
