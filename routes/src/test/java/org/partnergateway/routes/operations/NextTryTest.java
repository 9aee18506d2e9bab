package org.partnergateway.routes.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.operations.NextTry.When;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.SentRequest;

class NextTryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final SentRequest SENT = new SentRequest("POST", "/", Map.of(), null, new byte[0]);

  /** Exact, with two pauses, and at most an hour of waiting. */
  private static final DurableRetry RETRY =
      new DurableRetry(
          List.of(Duration.ofSeconds(5), Duration.ofMinutes(1)), 0, Duration.ofHours(1));

  private final SettableClock clock = new SettableClock(NOW.toString());
  private final NextTry next = new NextTry(clock, most -> 0);

  @ParameterizedTest(
      name = "after {0} pauses, held back: {1}, told to wait {2} s: {3} s and {4} pauses")
  @CsvSource({
    "0, false, 0,    5,    1",
    "1, false, 0,    60,   2",
    "2, false, 0,    -,    -",
    "0, false, 7200, 7200, 1",
    "0, true,  10,   10,   0",
    "1, true,  3599, 3599, 1",
    "1, true,  3600, -,    -",
    "0, true,  0,    5,    1",
    "1, true,  0,    60,   1",
  })
  void whatWasNotDoneIsTriedByTheScheduleAndWaitsForOurLimitsWithoutATry(
      int tries, boolean heldBack, int retryAfter, String pause, String after) {
    Operation operation = operation(tries, null, null, null);

    When when =
        next.notDone(
            operation,
            PartnerOperations.plain(RETRY),
            failure(Failure.UNAVAILABLE, retryAfter),
            heldBack);

    expect(when, pause, after);
  }

  @ParameterizedTest(name = "{0}, sent {1} h ago, tried {2} times: {3}")
  @CsvSource({
    // What nobody honours is never repeated, whatever its schedule says.
    "plain,   0,  0, -",
    "keyed,   0,  0, 5",
    "keyed,   0,  1, 60",
    "keyed,   0,  2, -",
    "keyed,   23, 1, -",
    "keyed,   24, 0, -",
    "natural, 99, 1, 60",
    "natural, 99, 2, -",
  })
  void whatIsInDoubtIsRepeatedWhereThatTakesEffectOnce(
      String partner, int hoursAgo, int tries, String pause) {
    // The margin before the end of a key is a lease: with 23 h and a minute the pause is too long.
    Instant sentAt =
        NOW.minus(Duration.ofHours(hoursAgo))
            .minus(hoursAgo == 23 ? Duration.ofMinutes(59) : Duration.ZERO);
    Operation operation = operation(tries, NOW, sentAt, SENT);

    When when =
        next.inDoubt(
            operation, partner(partner), failure(Failure.OUTCOME_UNKNOWN, 0), tries, false);

    expect(when, pause, pause.equals("-") ? "-" : Integer.toString(tries + 1));
  }

  @Test
  void withoutWhatWasSentNothingIsRepeatedUnderAKey() {
    Operation operation = operation(0, NOW, NOW, null);

    assertThat(
            next.inDoubt(
                operation, partner("keyed"), failure(Failure.OUTCOME_UNKNOWN, 0), 0, false))
        .isNull();
  }

  @Test
  void whatThePartnerHasKeptUnderTheKeyIsNotAskedForAgain() {
    OutboundFailure kept =
        new OutboundFailure(Failure.OUTCOME_UNKNOWN, "500", List.of(), null, null, true);

    assertThat(next.inDoubt(operation(0, NOW, NOW, SENT), partner("keyed"), kept, 0, false))
        .isNull();
  }

  @Test
  void whatCanBeLookedUpIsLookedUpAndNeverRepeated() {
    PartnerOperation partner =
        PartnerOperations.lookedUp(
            new LookUpDefinition(
                "find", List.of(Duration.ofSeconds(7)), Duration.ofMinutes(10), false),
            RETRY);
    OutboundFailure failure = failure(Failure.CONTRACT_VIOLATION, 0);

    expect(next.inDoubt(operation(0, NOW, NOW, SENT), partner, failure, 0, false), "7", "1");
    assertThat(next.inDoubt(operation(1, NOW, NOW, SENT), partner, failure, 1, false)).isNull();
  }

  @ParameterizedTest(name = "asked {0} times: after {1} s")
  @CsvSource({"0, 1, 1", "1, 90, 2", "2, -, -"})
  void whatThePartnerIsAtWorkOnIsAskedForByItsScheduleAndNeverRepeated(
      int tries, String pause, String after) {
    PartnerOperation partner =
        PartnerOperations.settled(
            new LookUpDefinition(
                "ask",
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(90)),
                Duration.ZERO,
                false),
            RETRY);
    Operation settling =
        operation(tries, null, NOW, SENT, StrictJson.nodes().objectNode().put("id", "p1"));

    expect(next.settling(partner, tries), pause, after);
    expect(
        next.inDoubt(settling, partner, failure(Failure.OUTCOME_UNKNOWN, 0), tries, false),
        pause,
        after);
  }

  @Test
  void whatThePartnerIsAtWorkOnWaitsForAPersonWhenNothingCanAskAnyMore() {
    Operation settling = operation(0, null, NOW, SENT, StrictJson.nodes().objectNode());

    assertThat(next.settling(partner("natural"), 0)).isNull();
    assertThat(
            next.inDoubt(
                settling, partner("natural"), failure(Failure.OUTCOME_UNKNOWN, 0), 0, false))
        .isNull();
  }

  private static PartnerOperation partner(String word) {
    return switch (word) {
      case "keyed" ->
          PartnerOperations.keyed(new IdempotencyKey("Key", Duration.ofHours(24), null), RETRY);
      case "natural" -> PartnerOperations.natural(RETRY);
      default -> PartnerOperations.plain(RETRY);
    };
  }

  private static OutboundFailure failure(Failure kind, int retryAfter) {
    return new OutboundFailure(
        kind,
        "no",
        List.of(),
        null,
        retryAfter == 0 ? null : Duration.ofSeconds(retryAfter),
        false);
  }

  private static void expect(@Nullable When when, String pause, String tries) {
    if (pause.equals("-")) {
      assertThat(when).isNull();
    } else {
      assertThat(when)
          .isEqualTo(new When(NOW.plusSeconds(Long.parseLong(pause)), Integer.parseInt(tries)));
    }
  }

  private static Operation operation(
      int tries,
      @Nullable Instant doubtSince,
      @Nullable Instant sentAt,
      @Nullable SentRequest sent) {
    return operation(tries, doubtSince, sentAt, sent, null);
  }

  private static Operation operation(
      int tries,
      @Nullable Instant doubtSince,
      @Nullable Instant sentAt,
      @Nullable SentRequest sent,
      @Nullable JsonNode settling) {
    NewOperation asked =
        new NewOperation(
            "op_1",
            "book",
            "acme",
            "shop",
            "key",
            Fingerprint.of(new byte[0]),
            "REF",
            StrictJson.nodes().objectNode(),
            true,
            "shipment",
            "shp_1",
            null);
    return new Operation(
        asked,
        OperationStatus.QUEUED,
        null,
        null,
        null,
        1,
        1,
        NOW,
        null,
        NOW,
        tries,
        doubtSince,
        sentAt,
        sent,
        null,
        settling,
        NOW,
        NOW);
  }
}
