package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of several rates is taken: the cheapest, or the one that arrives first, of those that
 * arrive in time. Always the same one of the same rates.
 *
 * @param fastest else the cheapest
 * @param latest null when it doesn't matter
 * @param services empty for any
 */
record CarrierRule(boolean fastest, @Nullable Arrival latest, Set<String> services) {
  /**
   * @param choose as the canonical contract has it
   */
  static CarrierRule of(JsonNode choose) {
    Set<String> services = new HashSet<>();
    choose.path("services").forEach(service -> services.add(service.asText()));
    JsonNode latest = choose.path("deliver_by");
    return new CarrierRule(
        choose.path("by").asText().equals("fastest"),
        latest.isTextual() ? Arrival.read(latest.asText()) : null,
        Set.copyOf(services));
  }

  /**
   * @param rate null when nothing suits
   * @param suitable how many did
   * @param notes why others did not
   */
  record Decision(@Nullable JsonNode rate, int suitable, List<String> notes) {}

  private record Candidate(JsonNode rate, @Nullable Arrival arrival) {
    long price() {
      return rate.at("/total_charge/amount").asLong();
    }

    String name() {
      return rate.path("carrier").asText() + " " + rate.path("service").asText();
    }

    String currency() {
      return rate.at("/total_charge/currency").asText();
    }
  }

  /**
   * @param handedOver the day on which the carrier gets it
   * @param currency which one counts where the rates are in several; null when none does
   */
  Decision decide(
      List<JsonNode> rates, LocalDate handedOver, @Nullable String currency, Instant now) {
    List<String> notes = new ArrayList<>();
    List<Candidate> suitable = new ArrayList<>();
    for (JsonNode rate : rates) {
      Candidate candidate = new Candidate(rate, Arrival.of(rate, handedOver));
      String fault = fault(candidate, now);
      if (fault == null) {
        suitable.add(candidate);
      } else {
        notes.add(candidate.name() + ": " + fault);
      }
    }
    Set<String> currencies = new TreeSet<>();
    suitable.forEach(candidate -> currencies.add(candidate.currency()));
    if (currencies.size() > 1) {
      if (currency == null || !currencies.contains(currency)) {
        notes.add(
            "Rates in %s can't be compared; name carriers whose rates are in one currency."
                .formatted(String.join(" and ", currencies)));
        return new Decision(null, 0, notes);
      }
      suitable.removeIf(candidate -> otherCurrency(candidate, currency, notes));
    }
    return new Decision(
        suitable.stream().min(order()).map(Candidate::rate).orElse(null), suitable.size(), notes);
  }

  private static boolean otherCurrency(Candidate candidate, String currency, List<String> notes) {
    boolean other = !candidate.currency().equals(currency);
    if (other) {
      notes.add("%s: is in %s".formatted(candidate.name(), candidate.currency()));
    }
    return other;
  }

  private @Nullable String fault(Candidate candidate, Instant now) {
    JsonNode expires = candidate.rate.path("expires_at");
    if (!services.isEmpty() && !services.contains(candidate.rate.path("service").asText())) {
      return "is not among the services";
    }
    if (expires.isTextual() && !OffsetDateTime.parse(expires.asText()).toInstant().isAfter(now)) {
      return "has expired";
    }
    if (candidate.arrival == null && (latest != null || fastest)) {
      return "says no delivery date";
    }
    if (latest != null && candidate.arrival != null && !candidate.arrival.isBy(latest)) {
      return "arrives " + candidate.arrival + ", too late";
    }
    return null;
  }

  private Comparator<Candidate> order() {
    Comparator<Candidate> cheapest = Comparator.comparingLong(Candidate::price);
    Comparator<Candidate> first =
        Comparator.comparing(
            Candidate::arrival, Comparator.nullsLast(Comparator.<Arrival>naturalOrder()));
    return (fastest ? first.thenComparing(cheapest) : cheapest.thenComparing(first))
        .thenComparing(Candidate::name);
  }
}
