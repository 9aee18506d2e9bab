package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.OpenChoice;
import org.partnergateway.routes.outbound.PartnerOperation;

/** Chooses carrier and service of a booking by a rule, from the rates of the moment. */
public final class CarrierByRule implements OpenChoice {
  private static final String CHOOSE = "choose";
  private static final List<String> ASKED_WITH =
      List.of("order_id", "ship_from", "parcels", "ship_at");

  private final Carriers carriers;
  private final RateSearch search;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * @param patience how long carriers are waited for at most
   */
  public CarrierByRule(
      Carriers carriers, RateSearch search, Duration patience, InstantSource clock) {
    this.carriers = carriers;
    this.search = search;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public boolean isOpen(CanonicalOperation operation, ObjectNode body) {
    return operation.name().equals("book-shipment") && body.has(CHOOSE);
  }

  @Override
  public Settled settle(
      CanonicalOperation operation, ObjectNode body, Context context, Duration wait)
      throws InterruptedException {
    JsonNode choose = body.path(CHOOSE);
    List<PartnerOperation> asked =
        carriers.bookable(choose.path("carriers"), "/" + CHOOSE + "/carriers");
    Duration time = wait.isZero() || wait.compareTo(patience) > 0 ? patience : wait;
    FoundRates found = search.search(asked, question(body, context), context, time);
    if (found.answered() == 0) {
      throw found.failure().exception();
    }
    CarrierRule.Decision decision =
        CarrierRule.of(choose)
            .decide(found.rates(), handedOver(body), context.text("currency"), clock.instant());
    List<String> notes = notes(decision, found);
    JsonNode rate = decision.rate();
    if (rate == null) {
      throw Problem.of(
              ProblemType.NOTHING_SUITABLE,
              "Nothing was booked: no rate suits. " + String.join("; ", notes))
          .exception();
    }
    ObjectNode settled = body.deepCopy();
    settled.remove(CHOOSE);
    settled.set("carrier", rate.get("carrier"));
    settled.set("service", rate.get("service"));
    return new Settled(
        carriers.booking(rate.path("carrier").asText()),
        settled,
        plan(choose, rate, decision.suitable(), notes));
  }

  private static ObjectNode question(ObjectNode body, Context context) {
    ObjectNode question = StrictJson.nodes().objectNode();
    ASKED_WITH.stream().filter(body::has).forEach(name -> question.set(name, body.get(name)));
    JsonNode shipTo = body.has("ship_to") ? body.get("ship_to") : ofOrder(context);
    if (shipTo == null) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "The order has no ship_to, since its marketplace shows none; give one with the"
                  + " request.")
          .exception();
    }
    question.set("ship_to", shipTo);
    return question;
  }

  private static @Nullable JsonNode ofOrder(Context context) {
    return context.has("order") ? context.get("order").document().get("ship_to") : null;
  }

  private LocalDate handedOver(ObjectNode body) {
    JsonNode at = body.path("ship_at");
    return at.isTextual()
        ? OffsetDateTime.parse(at.asText()).toLocalDate()
        : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static List<String> notes(CarrierRule.Decision decision, FoundRates found) {
    List<String> notes = new ArrayList<>(decision.notes());
    for (Problem problem : found.problems()) {
      notes.add(
          "%s: %s".formatted(problem.extensions().getOrDefault("partner", ""), problem.detail()));
    }
    return notes;
  }

  private ObjectNode plan(JsonNode choose, JsonNode rate, int suitable, List<String> notes) {
    ObjectNode plan = StrictJson.nodes().objectNode();
    ObjectNode choice = plan.putObject("choice");
    choice.set("rule", choose);
    choice.put("decided_at", clock.instant().toString());
    choice.set("rate", rate);
    choice.put("suitable", suitable);
    if (!notes.isEmpty()) {
      notes.forEach(choice.putArray("notes")::add);
    }
    return plan;
  }
}
