package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;

/**
 * The rates of one carrier in one currency: that in which its account is billed, where the operator
 * has said so, else the one that most of them are in. Nothing is converted; what is left out is
 * told.
 *
 * @param leftOut null when nothing was left out
 */
record OneCurrency(List<JsonNode> rates, @Nullable Problem leftOut) {
  static OneCurrency of(String carrier, @Nullable String billed, JsonNode answered) {
    Map<String, List<JsonNode>> byCurrency = new LinkedHashMap<>();
    for (JsonNode rate : answered) {
      byCurrency
          .computeIfAbsent(
              rate.at("/total_charge/currency").asText(), currency -> new ArrayList<>())
          .add(rate);
    }
    if (byCurrency.isEmpty()) {
      return new OneCurrency(List.of(), null);
    }
    String kept =
        billed != null && byCurrency.containsKey(billed)
            ? billed
            : byCurrency.entrySet().stream()
                .max(Comparator.comparingInt(currency -> currency.getValue().size()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    List<JsonNode> rates = byCurrency.get(kept);
    byCurrency.remove(kept);
    return new OneCurrency(
        rates == null ? List.of() : rates,
        byCurrency.isEmpty() ? null : note(carrier, kept, byCurrency));
  }

  private static Problem note(String carrier, String kept, Map<String, List<JsonNode>> others) {
    StringBuilder services = new StringBuilder();
    new TreeMap<>(others)
        .forEach(
            (currency, rates) ->
                rates.forEach(
                    rate ->
                        services
                            .append(services.isEmpty() ? "" : ", ")
                            .append(rate.path("service").asText())
                            .append(" in ")
                            .append(currency)));
    return Problem.of(
            ProblemType.RATES_LEFT_OUT,
            "A carrier's rates are given in one currency, here %s. Left out: %s."
                .formatted(kept, services))
        .with("partner", carrier);
  }
}
