package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;

/**
 * What carriers said that they would do a shipment for.
 *
 * @param rates those of one currency together, the cheapest first
 * @param problems of carriers that gave no rates, or whose rates were left out
 * @param answered how many carriers gave an answer, be it that they don't do this
 */
public record FoundRates(List<JsonNode> rates, List<Problem> problems, int answered) {
  /** Rates can be compared within a currency only; the rest makes the order the same each time. */
  private static final Comparator<JsonNode> CHEAPEST_FIRST =
      Comparator.comparing((JsonNode rate) -> rate.at("/total_charge/currency").asText())
          .thenComparingLong(rate -> rate.at("/total_charge/amount").asLong())
          .thenComparing(rate -> rate.path("carrier").asText())
          .thenComparing(rate -> rate.path("service").asText());

  public FoundRates {
    rates = rates.stream().sorted(CHEAPEST_FIRST).toList();
    problems = List.copyOf(problems);
  }

  /** As the canonical contract has it. */
  public ObjectNode tree() {
    ObjectNode tree = StrictJson.nodes().objectNode();
    tree.putArray("rates").addAll(rates);
    if (!problems.isEmpty()) {
      tree.putArray("problems").addAll(problems.stream().map(Problem::tree).toList());
    }
    return tree;
  }

  /**
   * Why there is no answer at all: the one reason, or that of the carriers which may answer later.
   */
  public Problem failure() {
    if (problems.size() == 1) {
      return problems.getFirst();
    }
    Problem first =
        problems.stream()
            .filter(problem -> problem.type().status() == ProblemType.PARTNER_UNAVAILABLE.status())
            .findFirst()
            .orElse(problems.getFirst());
    boolean later = first.type().status() == ProblemType.PARTNER_UNAVAILABLE.status();
    StringBuilder detail = new StringBuilder("None of the carriers answered.");
    for (Problem problem : problems) {
      String partner = problem.extensions().getOrDefault("partner", "");
      detail.append(' ').append(partner).append(": ").append(problem.detail());
    }
    return Problem.of(later ? ProblemType.PARTNER_UNAVAILABLE : first.type(), detail.toString())
        .with("failure", later ? Failure.UNAVAILABLE.word() : first.extensions().get("failure"))
        .withRetryAfter(first.retryAfter());
  }
}
