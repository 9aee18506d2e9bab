package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusRulesTest {
  private static final JsonNode FILE = Statuses.file();
  private static final StatusRules RULES = new StatusRules(FILE);
  private static final Instant EARLIER = Instant.parse("2026-11-23T02:00:00Z");
  private static final Instant LATER = EARLIER.plusSeconds(1);

  @ParameterizedTest(name = "{0}: {1} to {2}, told of a time {3}: {4}")
  @CsvSource({
    // A higher rank wins however late it is told.
    "payment,  processing,         authorized,              earlier, yes",
    "payment,  canceled,           captured,                earlier, yes",
    "payment,  outcome_unknown,    failed,                  earlier, yes",
    "shipment, purchased,          voided,                  earlier, yes",
    "order,    canceled,           shipped,                 earlier, yes",
    // The same rank goes by time.
    "tracking, in_transit,         delayed,                 later,   yes",
    "tracking, in_transit,         delayed,                 earlier, no",
    "tracking, delivered,          returning,               later,   yes",
    // A lower one needs to be named, and a later time.
    "payment,  captured,           failed,                  later,   yes",
    "payment,  captured,           failed,                  earlier, no",
    "payment,  captured,           authorized,              later,   no",
    "payment,  authorized,         processing,              later,   no",
    "payment,  partially_captured, canceled,                later,   no",
    "shipment, void_pending,       purchased,               later,   yes",
    "shipment, purchased,          outcome_unknown,         later,   no",
    "shipment, voided,             purchased,               later,   no",
    "refund,   failed,             succeeded,               later,   no",
    "order,    completed,          canceled,                later,   no",
    "tracking, delivered,          in_transit,              later,   no",
    "tracking, delivered,          unknown,                 later,   no",
    "tracking, unknown,            pending,                 earlier, yes",
  })
  void aStatusMovesAsTheFileSays(
      String kind, String from, String to, String told, String expected) {
    Instant toAt = told.equals("later") ? LATER : EARLIER.minusSeconds(1);

    assertThat(RULES.mayMove(kind, from, to, EARLIER, toAt)).isEqualTo(expected.equals("yes"));
  }

  @Test
  void theSameMomentIsNotLater() {
    assertThat(RULES.mayMove("tracking", "in_transit", "delayed", EARLIER, EARLIER)).isFalse();
  }

  @Test
  void theFirstStatusMayBeAny() {
    assertThat(RULES.mayMove("payment", null, "captured", Instant.MIN, EARLIER)).isTrue();
  }

  @Test
  void aStatusThatTheFileDoesNotHaveIsAMistake() {
    assertThatThrownBy(() -> RULES.mayMove("payment", "authorized", "paid", EARLIER, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no payment status 'paid'");
    assertThatThrownBy(() -> RULES.mayMove("parcel", null, "lost", EARLIER, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no parcel status 'lost'");
  }

  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (String kind : Statuses.kinds()) {
      for (String from : Statuses.of(kind)) {
        for (String to : Statuses.of(kind)) {
          pairs.add(Arguments.of(kind, from, to));
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @MethodSource("pairs")
  void everyMoveHoldsBothConditionsOfTheFile(String kind, String from, String to) {
    for (Instant toAt : List.of(EARLIER.minusSeconds(1), EARLIER, LATER)) {
      assertThat(RULES.mayMove(kind, from, to, EARLIER, toAt))
          .as("told of %s", toAt)
          .isEqualTo(Statuses.mayMove(kind, from, to, toAt.isAfter(EARLIER)));
    }
  }

  /** Of what partners tell: a shipment's own status is the gateway's. */
  static Stream<Arguments> toldPairs() {
    return pairs().filter(pair -> !pair.get()[0].equals("shipment"));
  }

  /** Otherwise what one of them says would depend on which of the others came first. */
  @ParameterizedTest(name = "{0}: {1} to {2}")
  @MethodSource("toldPairs")
  void whereAStatusLeadsInTwoStepsUpwardsItLeadsInOne(String kind, String from, String to) {
    for (String between : Statuses.of(kind)) {
      if (Statuses.isStepUp(kind, from, between) && Statuses.isStepUp(kind, between, to)) {
        assertThat(Statuses.isStepUp(kind, from, to))
            .as(
                "%s leads to %s by way of %s, so it needs to be named in its `to`",
                from, to, between)
            .isTrue();
      }
    }
  }
}
