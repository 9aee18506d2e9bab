package org.partnergateway.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.policy.Heard;

class RateLimitHeadersTest {
  @ParameterizedTest(name = "{0} -> {1} left, reset in {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"default\";r=50;t=30                 | 50 | PT30S",
        "default;r=50;t=30                     | 50 | PT30S",
        "\"a\";r=50;t=30, \"b\"; r=7 ;t=3      |    |",
        "\"a\";r=50;t=30,\"b\"; r=7; t=3       | 7  | PT3S",
        "\"a\";r=0;t=3, \"b\";r=0;t=60         | 0  | PT1M",
        "\"a\";r=0;t=999999999                 | 0  | PT48H",
        "\"a\\\"b\";r=1;pk=:cHsdsRa894==:;x;y=z | 1  | PT0S",
        "\"a\";r=-1;t=3                        |    |",
        "\"a\";r=1.5;t=3                       |    |",
        "\"a\";r=9999999999999999              |    |",
        "\"a\";t=3                             |    |",
        "\"a;r=1                               |    |",
        "\"a\";r=1,                            |    |",
        "\"a\";r=                              |    |",
        "limit=100, remaining=50, reset=5      |    |",
        "100                                   |    |",
      })
  void readsWhatIsLeft(String field, @Nullable Long calls, @Nullable String reset) {
    Heard.Remaining remaining = read(Map.of("ratelimit", field), null).remaining();
    assertThat(remaining == null ? null : remaining.calls()).isEqualTo(calls);
    assertThat(remaining == null ? null : remaining.reset().toString()).isEqualTo(reset);
  }

  @ParameterizedTest(name = "{0} -> {1} in {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"default\";q=100;w=10                             | 100  | PT10S",
        "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400      | 1000 | PT24H",
        "\"a\";q=5;qu=\"content-bytes\";w=1, \"b\";q=9;w=1  | 9    | PT1S",
        "\"a\";q=5;w=1;qu=\"requests\"                      | 5    | PT1S",
        "\"a\";q=0;w=1                                      |      |",
        "\"a\";q=5                                          |      |",
        "\"a\";q=5;w=9999999                                |      |",
        "\"a\";q=-5;w=1                                     |      |",
      })
  void readsTheSlowestQuotaOfRequests(String field, @Nullable Long calls, @Nullable String window) {
    Heard.Quota quota = read(Map.of("ratelimit-policy", field), null).quota();
    assertThat(quota == null ? null : quota.calls()).isEqualTo(calls);
    assertThat(quota == null ? null : quota.window().toString()).isEqualTo(window);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "0.0167, 0.0167",
    "' 5 ', 5.0",
    "0, ",
    "-1, ",
    "1e9, ",
    "NaN, ",
    "0x10, ",
    "99999999, ",
    "'5, 6', ",
  })
  void readsARateOfThePartnersOwnHeader(String field, @Nullable Double perSecond) {
    Map<String, String> headers = Map.of("x-amzn-ratelimit-limit", field);
    assertThat(read(headers, "x-amzn-ratelimit-limit").perSecond()).isEqualTo(perSecond);
    assertThat(read(headers, null)).isSameAs(Heard.NOTHING);
  }

  @Test
  void makesNothingOfAnEndlessField() {
    Map<String, String> headers = new HashMap<>();
    headers.put("ratelimit", "\"a\";r=1,".repeat(10_000) + "\"b\";r=2");
    assertThat(read(headers, null).remaining()).isNull();
  }

  private static Heard read(Map<String, String> headers, @Nullable String rateHeader) {
    return RateLimitHeaders.read(headers, rateHeader);
  }
}
