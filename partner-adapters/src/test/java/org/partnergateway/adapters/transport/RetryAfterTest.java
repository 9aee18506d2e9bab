package org.partnergateway.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

  @ParameterizedTest(name = "\"{0}\" -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "7 | PT7S",
        " 120 | PT2M",
        "Mon, 23 Nov 2026 02:05:00 GMT | PT5M",
        "Mon, 23 Nov 2026 01:05:00 GMT | PT0S",
        "999999999999 | PT48H",
        "-5 |",
        "1.5 |",
        "soon |",
        "'' |",
      })
  void readsSecondsAndDatesAndIgnoresTheRest(String value, @Nullable Duration wait) {
    assertThat(RetryAfter.read(Map.of("retry-after", value), NOW)).isEqualTo(wait);
  }

  @Test
  void believesAsMuchAsItsReaderDoes() {
    Duration month = Duration.ofDays(30);
    assertThat(RetryAfter.read(Map.of("retry-after", "604800"), NOW, month))
        .isEqualTo(Duration.ofDays(7));
    assertThat(RetryAfter.read(Map.of("retry-after", "99999999999"), NOW, month)).isEqualTo(month);
  }

  @Test
  void knowsNothingWhereNothingIsSaid() {
    assertThat(RetryAfter.read(Map.of(), NOW)).isNull();
  }
}
