package org.partnergateway.routes.rates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

/** A rule takes the same rate of the same rates, and none that might be late. */
class CarrierRuleTest {
  /** A Thursday. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static ObjectNode rate(String service, long price, String currency) {
    ObjectNode rate = StrictJson.nodes().objectNode();
    rate.put("carrier", "heron").put("service", service);
    rate.putObject("total_charge").put("amount", price).put("currency", currency);
    return rate;
  }

  private static List<JsonNode> rates() {
    return List.of(
        rate("slow", 500, "USD").put("transit_days", 5),
        rate("two_day", 900, "USD").put("transit_days", 2),
        rate("date", 1000, "USD").put("estimated_delivery", "2026-11-28"),
        rate("moment", 2000, "USD").put("estimated_delivery", "2026-11-28T10:30:00-05:00"),
        rate("mystery", 100, "USD"),
        rate("gone", 1, "USD").put("transit_days", 1).put("expires_at", "2026-11-26T11:59:59Z"));
  }

  private static CarrierRule.Decision decide(
      String rule, List<JsonNode> rates, @Nullable String currency) {
    return CarrierRule.of(StrictJson.read(rule.getBytes(StandardCharsets.UTF_8)))
        .decide(rates, TODAY, currency, NOW);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"by": "cheapest"}                                              | mystery
          {"by": "cheapest", "services": ["moment", "date"]}              | date
          {"by": "cheapest", "deliver_by": "2026-12-03"}                  | slow
          {"by": "cheapest", "deliver_by": "2026-12-02"}                  | two_day
          {"by": "cheapest", "deliver_by": "2026-11-29"}                  | date
          {"by": "cheapest", "deliver_by": "2026-11-28T23:59:59-05:00"}   | moment
          {"by": "cheapest", "deliver_by": "2026-11-28T16:00:00Z"}        | moment
          {"by": "cheapest", "deliver_by": "2026-11-28T15:29:59Z"}        | -
          {"by": "cheapest", "deliver_by": "2026-11-27"}                  | -
          {"by": "fastest"}                                               | moment
          {"by": "fastest", "services": ["slow", "two_day", "mystery"]}   | two_day
          {"by": "fastest", "services": ["nothing"]}                      | -
          """)
  void takesWhatIsThereInTime(String rule, String service) {
    List<JsonNode> shuffled = new ArrayList<>(rates());
    for (int i = 0; i < 6; i++) {
      Collections.rotate(shuffled, 1);
      CarrierRule.Decision decision = decide(rule, shuffled, null);
      if (service.equals("-")) {
        assertThat(decision.rate()).isNull();
        assertThat(decision.notes()).hasSize(rates().size());
      } else {
        assertThat(decision.rate()).isNotNull();
        assertThat(decision.rate().path("service").asText()).isEqualTo(service);
      }
    }
  }

  @Test
  void saysWhyOthersWereNotTaken() {
    assertThat(
            decide("{\"by\": \"fastest\", \"deliver_by\": \"2026-11-30\"}", rates(), null).notes())
        .containsExactlyInAnyOrder(
            "heron slow: arrives 2026-12-03, too late",
            "heron mystery: says no delivery date",
            "heron gone: has expired");
  }

  @ParameterizedTest(name = "in {0}: {1}")
  @CsvSource({"EUR, abroad", "USD, home", "-, -", "CHF, -"})
  void ratesInSeveralCurrenciesAreComparedInTheOrdersOnly(String currency, String service) {
    List<JsonNode> both = List.of(rate("home", 900, "USD"), rate("abroad", 800, "EUR"));

    CarrierRule.Decision decision =
        decide("{\"by\": \"cheapest\"}", both, currency.equals("-") ? null : currency);

    if (service.equals("-")) {
      assertThat(decision.rate()).isNull();
      assertThat(decision.notes()).last().asString().contains("EUR and USD");
    } else {
      assertThat(decision.rate()).isNotNull();
      assertThat(decision.rate().path("service").asText()).isEqualTo(service);
      assertThat(decision.suitable()).isEqualTo(1);
    }
  }
}
