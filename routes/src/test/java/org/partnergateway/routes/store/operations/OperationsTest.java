package org.partnergateway.routes.store.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
  private static final Response RESPONSE =
      new Response(
          201,
          JsonNodeFactory.instance.objectNode().put("location", "/v1/shipments/shp_1"),
          new byte[] {'{', ' ', '}', (byte) 0xff});

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Operations operations = new Operations(DATABASE.client(), clock);
  private final OperationReader reader = new OperationReader(DATABASE.client());

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate operation");
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
    operations.markInFlight(operation.lease(), LEASE);
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
    assertThat(operations.markInFlight(mine.lease(), LEASE)).isTrue();
    assertThat(operations.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
    clock.forward(LEASE);

    List<Operation> taken = operations.claimAbandoned(clock.instant(), 10, LEASE);

    assertThat(taken).extracting(Operation::status).containsExactly(OperationStatus.IN_FLIGHT);
    Lease theirs = taken.getFirst().lease();
    assertThat(operations.extendLease(mine.lease(), LEASE)).isFalse();
    assertThat(operations.markInFlight(mine.lease(), LEASE)).isFalse();
    assertThat(operations.finish(mine.lease(), succeeded())).isFalse();
    assertThat(operations.finish(theirs, succeeded())).isTrue();
    assertThat(operations.claimAbandoned(clock.instant().plusSeconds(999), 10, LEASE)).isEmpty();
  }

  @Test
  void anExtendedLeaseIsNotTakenOver() {
    Operation mine = operations.accept(asked("1", "key", "body"), LEASE).operation();
    clock.forward(LEASE.minusSeconds(1));

    assertThat(operations.extendLease(mine.lease(), LEASE)).isTrue();
    clock.forward(LEASE.minusSeconds(1));

    assertThat(operations.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
  }

  @Test
  void anEndedOperationStaysAsItEnded() {
    Lease lease = operations.accept(asked("1", "key", "body"), LEASE).operation().lease();
    operations.finish(lease, succeeded());

    assertThat(operations.finish(lease, Outcome.parked(PROBLEM))).isFalse();
    assertThat(operations.markInFlight(lease, LEASE)).isFalse();
    assertThat(operations.extendLease(lease, LEASE)).isFalse();
    assertThat(operations.takeOver("op_1", LEASE)).isEmpty();
    assertThat(reader.find("op_1").orElseThrow().status()).isEqualTo(OperationStatus.SUCCEEDED);
  }

  @Test
  void whatWasPutOffComesBackWhenItsTimeHasComeAsNotSent() {
    Operation mine = operations.accept(asked("1", "key", "body"), LEASE).operation();
    operations.markInFlight(mine.lease(), LEASE);
    operations.finish(
        mine.lease(), Outcome.putOff("unavailable", clock.instant().plusSeconds(300)));
    clock.forward(Duration.ofSeconds(299));
    assertThat(operations.claimAbandoned(clock.instant(), 10, LEASE)).isEmpty();
    clock.forward(Duration.ofSeconds(1));

    List<Operation> due = operations.claimAbandoned(clock.instant(), 10, LEASE);

    assertThat(due).extracting(Operation::status).containsExactly(OperationStatus.QUEUED);
    assertThat(due.getFirst().failure()).isEqualTo("unavailable");
    assertThat(due.getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void anUnknownOutcomeIsLookedUpWhenDueOrParkedForAPerson() {
    Lease lookedUp = operations.accept(asked("1", "one", "body"), LEASE).operation().lease();
    Lease parked = operations.accept(asked("2", "two", "body"), LEASE).operation().lease();
    operations.finish(lookedUp, Outcome.unknown(PROBLEM, clock.instant().plusSeconds(5)));
    operations.finish(parked, Outcome.parked(PROBLEM));
    clock.forward(Duration.ofDays(1));

    assertThat(operations.claimAbandoned(clock.instant(), 10, LEASE))
        .extracting(Operation::id)
        .containsExactly("op_1");
    assertThat(operations.accept(asked("3", "two", "body"), LEASE))
        .isInstanceOf(Accepted.InFlight.class);

    Lease person = operations.takeOver("op_2", LEASE).orElseThrow().lease();
    assertThat(operations.takeOver("op_1", LEASE)).isEmpty();
    assertThat(operations.finish(person, succeeded())).isTrue();
  }

  @Test
  void operationsAreListedNewestFirstByStatusPartnerAndOrder() {
    for (String number : List.of("1", "2", "3")) {
      operations.accept(asked(number, "key" + number, "body"), LEASE);
      clock.forward(Duration.ofSeconds(1));
    }
    operations.finish(reader.find("op_2").orElseThrow().lease(), Outcome.parked(PROBLEM));

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
  void onlyWhatHasEndedIsForgottenForItsAge() {
    Lease ended = operations.accept(asked("1", "one", "body"), LEASE).operation().lease();
    Lease parked = operations.accept(asked("2", "two", "body"), LEASE).operation().lease();
    operations.accept(asked("3", "three", "body"), LEASE);
    operations.finish(ended, succeeded());
    operations.finish(parked, Outcome.parked(PROBLEM));

    assertThat(reader.forgetBefore(clock.instant(), 10)).isZero();
    assertThat(reader.forgetBefore(clock.instant().plusSeconds(1), 10)).isEqualTo(1);
    assertThat(ids(OperationFilter.ALL)).containsExactly("op_3", "op_2");
  }

  @Test
  void anAttemptDoesNotEndInFlight() {
    assertThatThrownBy(() -> new Outcome(OperationStatus.IN_FLIGHT, null, null, null, null))
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
        "shipment",
        "shp_1",
        "ord_1");
  }

  private static Fingerprint print(String body) {
    return Fingerprint.of("POST /v1/shipments", body.getBytes(UTF_8));
  }
}
