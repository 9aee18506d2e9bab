package org.partnergateway.routes.store.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;

final class OperationsTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JsonNode REQUEST =
      JsonNodeFactory.withExactBigDecimals(true)
          .objectNode()
          .put("word", "nasty \0 \uD83D\uDE00")
          .put("number", new BigDecimal("1.10"));
  private static final JsonNode PROBLEM = JsonNodeFactory.instance.objectNode().put("title", "no");
  private static final SentRequest SENT =
      new SentRequest(
          "POST",
          "/v1/ship?x=1",
          Map.of("transId", "ref"),
          "application/json",
          new byte[] {'{', (byte) 0xff, '}'});
  private static final Response RESPONSE =
      new Response(
          201,
          JsonNodeFactory.instance.objectNode().put("location", "/v1/shipments/shp_1"),
          new byte[] {'{', ' ', '}', (byte) 0xff});

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Operations operations = new Operations(DATABASE.client(), clock, "me");
  private final OperationClaims claims = new OperationClaims(DATABASE.client(), clock, "me");
  private final OperationReader reader = new OperationReader(DATABASE.client());

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate operation, gateway_process");
    alive("me");
  }

  @Test
  void aNewKeyIsAcceptedAndTheRecordIsAllThere() {
    Accepted accepted = operations.accept(asked("1", "key", "body"), LEASE);

    assertThat(accepted).isInstanceOf(Accepted.New.class);
    Operation operation = accepted.operation();
    assertThat(operation.asked()).isEqualTo(asked("1", "key", "body"));
    assertThat(operation.status()).isEqualTo(OperationStatus.QUEUED);
    assertThat(operation.leaseUntil()).isEqualTo(clock.instant().plus(LEASE));
    assertThat(reader.find("op_1")).contains(operation);
    assertThat(reader.findByReference("ref1")).contains(operation);
  }

  @Test
  void theSameRequestUnderWayIsInFlight() {
    operations.accept(asked("1", "key", "body"), LEASE);

    Accepted again = operations.accept(asked("2", "key", "body"), LEASE);

    assertThat(again).isInstanceOf(Accepted.InFlight.class);
    assertThat(again.operation().id()).isEqualTo("op_1");
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "DECLINED", "FAILED"})
  void theSameRequestAnsweredIsReplayedByteForByte(OperationStatus status) {
    Operation operation = operations.accept(asked("1", "key", "body"), LEASE).operation();
    operations.markInFlight(operation.lease(), LEASE, SENT, false);
    operations.finish(operation.lease(), Outcome.ended(status, null, null, RESPONSE));

    Accepted again = operations.accept(asked("2", "key", "body"), LEASE);

    assertThat(again).isInstanceOf(Accepted.Replay.class);
    assertThat(((Accepted.Replay) again).response()).usingRecursiveComparison().isEqualTo(RESPONSE);
    assertThat(again.operation().status()).isEqualTo(status);
    assertThat(again.operation().attempts()).isEqualTo(1);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsToldSoAlsoAfterTheAnswer() {
    Operation operation = operations.accept(asked("1", "key", "body"), LEASE).operation();
    assertThat(operations.accept(asked("2", "key", "other"), LEASE))
        .isInstanceOf(Accepted.KeyReused.class);

    operations.finish(
        operation.lease(), Outcome.ended(OperationStatus.SUCCEEDED, null, null, RESPONSE));

    assertThat(operations.accept(asked("3", "key", "other"), LEASE))
        .isInstanceOf(Accepted.KeyReused.class);
  }

  @Test
  void keysOfTwoCallersDontMeet() {
    operations.accept(asked("1", "key", "body"), LEASE);
    NewOperation other =
        new NewOperation(
            "op_2",
            "book-shipment",
            "ups",
            "another",
            "key",
            print("body"),
            "ref2",
            REQUEST,
            false,
            null,
            null,
            null);

    assertThat(operations.accept(other, LEASE)).isInstanceOf(Accepted.New.class);
  }

  @Test
  void ofManyAtOnceWithOneKeyExactlyOneIsNew() {
    List<CompletableFuture<Accepted>> all =
        IntStream.range(0, 16)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () -> operations.accept(asked("" + number, "key", "body"), LEASE)))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .filteredOn(accepted -> accepted instanceof Accepted.New)
        .hasSize(1);
    assertThat(reader.list(OperationFilter.ALL, null, 20).data()).hasSize(1);
  }

  @Test
  void anOperationWhoseLeaseRanOutIsTakenOverAndTheFormerHolderCannotWriteAnyMore() {
    Operation mine = operations.accept(asked("1", "key", "body"), LEASE).operation();
    assertThat(operations.markInFlight(mine.lease(), LEASE, SENT, false)).isTrue();
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
    clock.forward(LEASE);

    List<Operation> taken = claims.claimAbandoned(clock.instant(), 10, LEASE);

    assertThat(taken).extracting(Operation::status).containsExactly(OperationStatus.IN_FLIGHT);
    Lease theirs = taken.getFirst().lease();
    assertThat(operations.extendLease(mine.lease(), LEASE)).isFalse();
    assertThat(operations.markInFlight(mine.lease(), LEASE, SENT, false)).isFalse();
    assertThat(operations.finish(mine.lease(), succeeded())).isFalse();
    assertThat(operations.finish(theirs, succeeded())).isTrue();
    assertThat(claims.claimAbandoned(clock.instant().plusSeconds(999), 10, LEASE)).isEmpty();
  }

  @Test
  void anExtendedLeaseIsNotTakenOver() {
    Operation mine = operations.accept(asked("1", "key", "body"), LEASE).operation();
    clock.forward(LEASE.minusSeconds(1));

    assertThat(operations.extendLease(mine.lease(), LEASE)).isTrue();
    clock.forward(LEASE.minusSeconds(1));

    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
  }

  @Test
  void anEndedOperationStaysAsItEnded() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.finish(lease, succeeded());

    assertThat(operations.finish(lease, Outcome.parked(PROBLEM, 0))).isFalse();
    assertThat(operations.markInFlight(lease, LEASE, SENT, false)).isFalse();
    assertThat(operations.extendLease(lease, LEASE)).isFalse();
    assertThat(claims.takeOver("op_1", LEASE)).isEmpty();
    assertThat(reader.find("op_1").orElseThrow().status()).isEqualTo(OperationStatus.SUCCEEDED);
  }

  @Test
  void whatWasPutOffComesBackWhenItsTimeHasComeAsNotSent() {
    Operation mine = operations.accept(asked("1", "key", "body"), LEASE).operation();
    operations.markInFlight(mine.lease(), LEASE, SENT, false);
    operations.finish(
        mine.lease(), Outcome.putOff("unavailable", PROBLEM, clock.instant().plusSeconds(300), 1));
    clock.forward(Duration.ofSeconds(299));
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
    clock.forward(Duration.ofSeconds(1));

    List<Operation> due = claims.claimAbandoned(clock.instant(), 10, LEASE);

    assertThat(due).extracting(Operation::status).containsExactly(OperationStatus.QUEUED);
    assertThat(due.getFirst().failure()).isEqualTo("unavailable");
    assertThat(due.getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void anUnknownOutcomeIsLookedUpWhenDueOrParkedForAPerson() {
    Lease lookedUp = operations.accept(asked("1", "one", "body"), LEASE).operation().lease();
    Lease parked = operations.accept(asked("2", "two", "body"), LEASE).operation().lease();
    operations.finish(lookedUp, Outcome.unknown(PROBLEM, clock.instant().plusSeconds(5), 1));
    operations.finish(parked, Outcome.parked(PROBLEM, 0));
    clock.forward(Duration.ofDays(1));

    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE))
        .extracting(Operation::id)
        .containsExactly("op_1");
    assertThat(operations.accept(asked("3", "two", "body"), LEASE))
        .isInstanceOf(Accepted.InFlight.class);

    Lease person = claims.takeOver("op_2", LEASE).orElseThrow().lease();
    assertThat(claims.takeOver("op_1", LEASE)).isEmpty();
    assertThat(operations.finish(person, succeeded())).isTrue();
  }

  @Test
  void operationsAreListedNewestFirstByStatusPartnerAndOrder() {
    for (String number : List.of("1", "2", "3")) {
      operations.accept(asked(number, "key" + number, "body"), LEASE);
      clock.forward(Duration.ofSeconds(1));
    }
    operations.finish(reader.find("op_2").orElseThrow().lease(), Outcome.parked(PROBLEM, 0));

    Page<Operation> first = reader.list(OperationFilter.ALL, null, 2);
    Page<Operation> second = reader.list(OperationFilter.ALL, first.nextCursor(), 2);

    assertThat(first.data()).extracting(Operation::id).containsExactly("op_3", "op_2");
    assertThat(second.data()).extracting(Operation::id).containsExactly("op_1");
    assertThat(second.nextCursor()).isNull();
    assertThat(ids(new OperationFilter(OperationStatus.OUTCOME_UNKNOWN, null, null)))
        .containsExactly("op_2");
    assertThat(ids(new OperationFilter(null, "ups", "ord_1"))).hasSize(3);
    assertThat(ids(new OperationFilter(null, "stripe", null))).isEmpty();
  }

  @Test
  void onlyTheKeyOfWhatHasEndedIsForgottenAndTheRecordStays() {
    Lease ended = operations.accept(asked("1", "one", "body"), LEASE).operation().lease();
    Lease parked = operations.accept(asked("2", "two", "body"), LEASE).operation().lease();
    operations.accept(asked("3", "three", "body"), LEASE);
    operations.finish(ended, succeeded());
    operations.finish(parked, Outcome.parked(PROBLEM, 0));

    assertThat(reader.forgetKeysBefore(clock.instant(), 10)).isZero();
    assertThat(reader.forgetKeysBefore(clock.instant().plusSeconds(1), 10)).isEqualTo(1);
    assertThat(reader.forgetKeysBefore(clock.instant().plusSeconds(1), 10)).isZero();

    assertThat(ids(OperationFilter.ALL)).containsExactly("op_3", "op_2", "op_1");
    Operation remembered = reader.find("op_1").orElseThrow();
    assertThat(remembered.asked().idempotencyKey()).isNull();
    assertThat(remembered.response()).isNull();
    assertThat(remembered.status()).isEqualTo(OperationStatus.SUCCEEDED);
    assertThat(operations.accept(asked("4", "one", "other"), LEASE))
        .isInstanceOf(Accepted.New.class);
    assertThat(operations.accept(asked("5", "two", "body"), LEASE))
        .isInstanceOf(Accepted.InFlight.class);
  }

  @Test
  void whatIsSentIsKeptToBeRepeatedUntilItIsKnownWhatBecameOfIt() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.markInFlight(lease, LEASE, SENT, false);
    Instant first = clock.instant();
    operations.finish(lease, Outcome.unknown(PROBLEM, clock.instant(), 1));
    clock.forward(Duration.ofMinutes(1));

    Operation again = claims.claimAbandoned(clock.instant(), 1, LEASE).getFirst();
    operations.markInFlight(again.lease(), LEASE, null, true);

    Operation repeated = reader.find("op_1").orElseThrow();
    assertThat(repeated.sent()).usingRecursiveComparison().isEqualTo(SENT);
    assertThat(repeated.firstSentAt()).isEqualTo(first);
    assertThat(repeated.doubtSince()).isEqualTo(first);
    assertThat(repeated.attempts()).isEqualTo(2);
    operations.finish(again.lease(), succeeded());
    assertThat(reader.find("op_1").orElseThrow().sent()).isNull();
    assertThat(reader.find("op_1").orElseThrow().inDoubt()).isFalse();
  }

  @Test
  void whatWasHeldBackIsNoAttempt() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.markInFlight(lease, LEASE, SENT, false);
    operations.finish(lease, Outcome.putOff("unavailable", PROBLEM, clock.instant(), 0).heldBack());

    assertThat(reader.find("op_1").orElseThrow().attempts()).isZero();
  }

  @Test
  void whatTheDeadHeldIsTakenOverBeforeItsLeaseEndsAndWhatWasOnItsWayIsInDoubt() {
    Operations theirs = new Operations(DATABASE.client(), clock, "another");
    alive("another");
    theirs.accept(asked("1", "one", "body"), LEASE);
    theirs.markInFlight(
        theirs.accept(asked("2", "two", "body"), LEASE).operation().lease(), LEASE, SENT, false);
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();

    DATABASE
        .template()
        .execute(
            "update gateway_process set seen_at = seen_at - interval '11 s' where id = 'another'");

    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE))
        .extracting(Operation::id, Operation::inDoubt)
        .containsExactlyInAnyOrder(tuple("op_1", false), tuple("op_2", true));
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).as("mine by now").isEmpty();
  }

  @Test
  void afterTheStoreWasAwayNobodyIsTakenForDeadUntilAllCouldBeSeenAgain() {
    Operations theirs = new Operations(DATABASE.client(), clock, "another");
    theirs.accept(asked("1", "one", "body"), LEASE);

    DATABASE.template().execute("update gateway_process set seen_at = '-infinity'");
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).as("unseen myself").isEmpty();
    DATABASE.template().execute("update gateway_process set seen_at = now(), steady_since = now()");
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).as("just back").isEmpty();
    DATABASE
        .template()
        .execute("update gateway_process set steady_since = now() - interval '11 s'");
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).hasSize(1);
  }

  @Test
  void whatWaitsForItsTimeIsNotTakenOverBecauseWhoPutItOffIsDead() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.finish(
        lease, Outcome.putOff("unavailable", PROBLEM, clock.instant().plusSeconds(60), 1));
    DATABASE.template().execute("truncate gateway_process");

    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
  }

  @Test
  void aHeartBeatsFromItsStartAndItsEndLetsOthersTakeOverAtOnce() {
    Heartbeat heart = Heartbeat.start(DATABASE.client());
    Operations ours = new Operations(DATABASE.client(), clock, heart.process());
    ours.accept(asked("1", "one", "body"), LEASE);
    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();

    heart.close();

    assertThat(claims.claimAbandoned(clock.instant(), 10, LEASE)).hasSize(1);
  }

  @Test
  void aDeadLetterIsTriedAgainFromTheBeginningByAPersonOrItsCallerAndOnce() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.finish(
        lease, Outcome.ended(OperationStatus.DEAD_LETTER, "unavailable", PROBLEM, RESPONSE));
    assertThat(operations.accept(asked("2", "key", "body"), LEASE))
        .isInstanceOf(Accepted.Replay.class);

    Operation revived = claims.revive("op_1", "{\"outcome\": \"replayed\"}", LEASE).orElseThrow();

    assertThat(revived.status()).isEqualTo(OperationStatus.QUEUED);
    assertThat(revived.asked().durable()).isTrue();
    assertThat(revived.response()).isNull();
    assertThat(revived.resolution()).isNotNull();
    assertThat(claims.revive("op_1", "{}", LEASE)).isEmpty();
    operations.finish(
        revived.lease(),
        Outcome.ended(OperationStatus.DEAD_LETTER, "unavailable", PROBLEM, RESPONSE));
    assertThat(claims.reopen("op_1", List.of("unavailable"), false, LEASE)).isPresent();
  }

  @Test
  void whatAPersonFoundNotToBeDoneIsNotOpenedAgainByARepeat() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.finish(
        lease,
        Outcome.ended(OperationStatus.FAILED, "unavailable", PROBLEM, RESPONSE)
            .decided(JsonNodeFactory.instance.objectNode().put("outcome", "failed")));

    assertThat(claims.reopen("op_1", List.of("unavailable"), false, LEASE)).isEmpty();
  }

  @Test
  void whatThePartnerIsAtWorkOnSurvivesItsHolderAndIsNoDoubt() {
    JsonNode settling = JsonNodeFactory.instance.objectNode().put("process", "p1");
    Operation operation = operations.accept(asked("1", "key", "body"), LEASE).operation();
    operations.markInFlight(operation.lease(), LEASE, SENT, false);
    Instant at = clock.instant().plusSeconds(5);
    operations.finish(operation.lease(), Outcome.settling(settling, at, 1));

    assertThat(claims.claimAbandoned(at.minusSeconds(1), 10, LEASE)).as("too early").isEmpty();
    // Whoever claims it next may die as well: it is asked for again, and never in doubt.
    Operation first = claims.claimAbandoned(at, 10, LEASE).getFirst();
    Operation second = claims.claimAbandoned(at.plus(LEASE), 10, LEASE).getFirst();

    assertThat(List.of(first, second))
        .allSatisfy(
            claimed -> {
              assertThat(claimed.status()).isEqualTo(OperationStatus.IN_FLIGHT);
              assertThat(claimed.settling()).isEqualTo(settling);
              assertThat(claimed.inDoubt()).isFalse();
              assertThat(claimed.tries()).isEqualTo(1);
              assertThat(claimed.attempts()).isEqualTo(1);
            });
    assertThat(operations.finish(first.lease(), succeeded())).as("fenced off").isFalse();
    assertThat(operations.finish(second.lease(), Outcome.parked(PROBLEM, 2))).isTrue();
    assertThat(reader.find("op_1").orElseThrow().settling())
        .as("to be asked for again when a person wants it")
        .isEqualTo(settling);
    Operation third = claims.takeOver("op_1", LEASE).orElseThrow();
    assertThat(operations.finish(third.lease(), succeeded())).isTrue();
    assertThat(reader.find("op_1").orElseThrow().settling()).isNull();
  }

  @Test
  void anAttemptDoesNotEndInFlight() {
    assertThatThrownBy(
            () ->
                new Outcome(OperationStatus.IN_FLIGHT, null, null, null, null, 0, true, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenAnswerIsKeptAsItCame() {
    ContractViolations violations = new ContractViolations(DATABASE.client(), clock);
    byte[] body = "<html>".getBytes(UTF_8);

    violations.keep("ups", "book-shipment", "op_1", PROBLEM, body);

    ContractViolation expected =
        new ContractViolation("ups", "book-shipment", "op_1", clock.instant(), PROBLEM, body);
    assertThat(violations.ofOperation("op_1"))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(expected);
    assertThat(violations.latest("ups", 5)).hasSize(1);
    assertThat(violations.latest("stripe", 5)).isEmpty();
  }

  private static void alive(String process) {
    DATABASE
        .client()
        .sql("insert into gateway_process (id, seen_at) values (?, clock_timestamp())")
        .param(process)
        .update();
  }

  private List<String> ids(OperationFilter filter) {
    return reader.list(filter, null, 10).data().stream().map(Operation::id).toList();
  }

  private static Outcome succeeded() {
    return Outcome.ended(OperationStatus.SUCCEEDED, null, null, RESPONSE);
  }

  private static NewOperation asked(String number, String key, String body) {
    return new NewOperation(
        "op_" + number,
        "book-shipment",
        "ups",
        "shop",
        key,
        print(body),
        "ref" + number,
        REQUEST,
        false,
        "shipment",
        "shp_1",
        "ord_1");
  }

  private static Fingerprint print(String body) {
    return Fingerprint.of("POST /v1/shipments", body.getBytes(UTF_8));
  }
}
