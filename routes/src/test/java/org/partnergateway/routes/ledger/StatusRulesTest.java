package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.routes.ledger.StatusRules.Told;

class StatusRulesTest {
  private static final StatusRules RULES = Statuses.rules();
  private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

  @ParameterizedTest(name = "{0}, told {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // A higher rank holds however late it is told.
        "payment  | authorized@1 processing@2                        | authorized",
        "payment  | captured@1 canceled@2                            | captured",
        "payment  | captured@1 expired@2                             | captured",
        "payment  | captured@1 authorized@2                          | captured",
        "order    | shipped@1 canceled@2                             | shipped",
        "order    | completed@1 canceled@2                           | completed",
        "shipment | voided@1 purchased@2                             | voided",
        "shipment | purchased@1 failed@2                             | purchased",
        "refund   | failed@1 succeeded@2                             | failed",
        "tracking | delivered@1 in_transit@2                         | delivered",
        "tracking | pending@1 unknown@2                              | pending",
        // Within a rank the latest.
        "payment  | requires_customer_action@1 processing@2          | processing",
        "payment  | processing@1 requires_customer_action@2          | requires_customer_action",
        "tracking | delayed@1 in_transit@2                           | in_transit",
        "tracking | delivered@1 returning@2                          | returning",
        "tracking | returning@1 delivered@2                          | delivered",
        "shipment | purchased@1 void_pending@2                       | void_pending",
        "shipment | void_pending@1 purchased@2                       | purchased",
        "refund   | manual_review@1 pending@2                        | pending",
        // What sets others back holds by its moment.
        "payment  | authorized@1 failed@2                            | failed",
        "payment  | failed@1 authorized@2                            | authorized",
        "payment  | captured@1 failed@2                              | failed",
        "payment  | failed@1 captured@2                              | captured",
        "payment  | captured@1 failed@2 authorized@3                 | failed",
        "payment  | canceled@1 failed@2                              | canceled",
        "payment  | authorized@1 outcome_unknown@2                   | outcome_unknown",
        "payment  | authorized@2 outcome_unknown@1                   | authorized",
        "payment  | captured@1 outcome_unknown@2                     | captured",
        "order    | confirmed@1 manual_review@2                      | manual_review",
        "order    | manual_review@1 confirmed@2                      | confirmed",
        "order    | shipped@1 manual_review@2                        | shipped",
        "tracking | in_transit@1 canceled@2                          | canceled",
        "tracking | canceled@1 picked_up@2                           | picked_up",
        // At the same moment the higher rank, then the one further down.
        "payment  | authorized@1 failed@1                            | authorized",
        "payment  | processing@1 failed@1                            | failed",
        "tracking | in_transit@1 delayed@1                           | delayed",
        // With nothing else there it holds by itself.
        "payment  | failed@1                                         | failed",
      })
  void aStatusHoldsAsTheFileSays(String kind, String told, String expected) {
    Told decided = RULES.decide(kind, null, told(told));

    assertThat(decided).isNotNull();
    assertThat(decided.status()).isEqualTo(expected);
  }

  private static Map<String, Instant> told(String text) {
    Map<String, Instant> told = new HashMap<>();
    for (String one : text.split(" ")) {
      String[] parts = one.split("@");
      told.put(parts[0], BEGIN.plusSeconds(Integer.parseInt(parts[1])));
    }
    return told;
  }

  @Test
  void whatIsToldIsLaterThanTheBeginning() {
    Map<String, Instant> longAgo = Map.of("requires_customer_action", Instant.EPOCH);

    assertThat(RULES.decide("payment", "processing", Map.of()))
        .isEqualTo(new Told("processing", Instant.MIN));
    assertThat(RULES.decide("payment", "processing", longAgo))
        .isEqualTo(new Told("requires_customer_action", Instant.EPOCH));
    assertThat(RULES.decide("payment", null, Map.of())).isNull();
  }

  @Test
  void aStatusThatTheFileDoesNotHaveIsAMistake() {
    assertThatThrownBy(() -> RULES.decide("payment", "paid", Map.of("authorized", BEGIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no payment status 'paid'");
    assertThatThrownBy(() -> RULES.decide("parcel", null, Map.of("lost", BEGIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no parcel status 'lost'");
  }

  static Stream<String> kinds() {
    return Statuses.kinds().stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theFileNamesOnlyStatusesThatItHasAndGivesEachARank(String kind) {
    for (String status : Statuses.of(kind)) {
      JsonNode rule = Statuses.file().path(kind).path(status);
      assertThat(rule.path("rank").isInt()).as("rank of %s", status).isTrue();
      rule.path("sets_back")
          .forEach(
              set -> {
                assertThat(Statuses.of(kind)).contains(set.asText());
                assertThat(Statuses.isRanked(kind, set.asText()))
                    .as("%s sets back %s, which has no place of its own", status, set)
                    .isTrue();
              });
    }
  }
}
