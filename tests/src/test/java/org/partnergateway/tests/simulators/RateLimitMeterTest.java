package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateLimitMeterTest {
  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @CsvSource({"25, PT1S, 25", "0.0056, PT1S, 20", "2, PT1S, 10", "1, PT179S, 1"})
  void admitsTheBurstAndNoMoreUntilTheClockMoves(double permits, Duration period, int burst) {
    RateLimitMeter meter = new RateLimitMeter(clock, permits, period, burst);

    assertThat(admitted(meter, burst + 5)).isEqualTo(burst);
  }

  @ParameterizedTest
  @CsvSource({"25, PT1S, 25, PT0.04S", "0.0056, PT1S, 20, PT178.571428571S", "1, PT3M, 2, PT3M"})
  void admitsOneMoreWhenTheToldWaitIsOver(
      double permits, Duration period, int burst, Duration wait) {
    RateLimitMeter meter = new RateLimitMeter(clock, permits, period, burst);
    assertThat(admitted(meter, burst)).isEqualTo(burst);

    assertThat(meter.untilNext()).isEqualTo(wait);
    clock.forward(wait.minusNanos(1));
    assertThat(meter.admit()).isFalse();
    clock.forward(Duration.ofNanos(1));
    assertThat(meter.untilNext()).isZero();
    assertThat(admitted(meter, 5)).isOne();
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    RateLimitMeter meter = new RateLimitMeter(clock, 25, Duration.ofSeconds(1), 3);

    clock.forward(Duration.ofHours(1));

    assertThat(admitted(meter, 10)).isEqualTo(3);
  }

  @Test
  void refusesALimitThatAdmitsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimitMeter(clock, 0, Duration.ofSeconds(1), 1))
        .withMessageContaining("permits above 0");
  }

  private static int admitted(RateLimitMeter meter, int tries) {
    int count = 0;
    for (int i = 0; i < tries; i++) {
      count += meter.admit() ? 1 : 0;
    }
    return count;
  }
}
