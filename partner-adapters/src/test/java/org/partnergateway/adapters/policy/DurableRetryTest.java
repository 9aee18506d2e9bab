package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class DurableRetryTest {
  private static final LongUnaryOperator LEAST = most -> 0;
  private static final LongUnaryOperator MOST = most -> most - 1;

  private final DurableRetry retry =
      new DurableRetry(
          List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), 20, Duration.ofHours(1));

  @Test
  void pausesAsItsScheduleSaysAFifthMoreOrLess() {
    assertThat(retry.pause(0, null, LEAST)).isEqualTo(Duration.ofSeconds(8));
    assertThat(retry.pause(0, null, MOST)).isEqualTo(Duration.ofSeconds(12));
    assertThat(retry.pause(1, null, LEAST)).isEqualTo(Duration.ofSeconds(48));
  }

  @Test
  void givesUpAfterItsLastPause() {
    assertThat(retry.pause(2, null, LEAST)).isNull();
    assertThat(retry.pause(2, Duration.ofSeconds(1), LEAST)).isNull();
  }

  @Test
  void waitsInFullForWhatThePartnerAsks() {
    Duration day = Duration.ofDays(1);
    assertThat(retry.pause(0, day, MOST)).isEqualTo(day);
    assertThat(retry.pause(0, Duration.ofSeconds(1), LEAST)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void pausesExactlyWithoutJitter() {
    DurableRetry exact = new DurableRetry(retry.after(), 0, retry.giveUpAfter());
    assertThat(exact.pause(0, null, MOST)).isEqualTo(Duration.ofSeconds(10));
  }
}
