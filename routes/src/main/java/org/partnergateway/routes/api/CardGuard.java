package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.CardNumbers;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.HttpParameter;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;

/**
 * Refuses requests with card data in them before anything else looks at what they say, so that it
 * reaches no log, no store and no other problem document.
 */
public final class CardGuard {
  private static final String FOUND = "holds what looks like a card number; leave it out";

  private final CardData cards;

  public CardGuard(CardData cards) {
    this.cards = cards;
  }

  /** Looks at the parameters and headers that the operation reads, and at all of the query. */
  void checkParameters(HttpOperation operation, HttpInput input) {
    List<Violation> found = new ArrayList<>();
    for (HttpParameter parameter : operation.parameters()) {
      switch (parameter.place()) {
        case PATH -> check("/path/", parameter.name(), input.path(parameter.name()), found);
        case HEADER -> check("/headers/", parameter.name(), input.header(parameter.name()), found);
        case QUERY -> {
          // All of the query below, declared or not.
        }
      }
    }
    input
        .query()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        check("/query/", CardNumbers.isIn(name) ? "(name)" : name, value, found)));
    if (input.query().keySet().stream().anyMatch(CardNumbers::isIn)) {
      found.add(new Violation("/query/(name)", "card", FOUND));
    }
    refuse(found);
  }

  private void check(String place, String name, @Nullable String value, List<Violation> found) {
    if (value != null && cards.isIn(name, value)) {
      found.add(new Violation(place + name, "card", FOUND));
    }
  }

  /** Looks at a body. */
  void check(JsonNode body) {
    refuse(cards.find(body).stream().map(violation -> violation.under("/body")).toList());
  }

  /** Looks at a body that can't be read, of which its problem would tell a part. */
  void checkUnread(byte[] raw) {
    if (CardNumbers.isIn(new String(raw, StandardCharsets.UTF_8))) {
      refuse(List.of(new Violation("/body", "card", FOUND)));
    }
  }

  private static void refuse(List<Violation> found) {
    if (!found.isEmpty()) {
      throw Problem.of(
              ProblemType.CARD_DATA_REFUSED,
              "Card numbers and security codes are not taken; send the payment provider's token"
                  + " instead. Where the number is none, put it into a field for identifiers.")
          .withErrors(found)
          .exception();
    }
  }
}
