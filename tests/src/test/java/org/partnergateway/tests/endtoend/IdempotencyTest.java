package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SharesSandbox
class IdempotencyTest {
  private static final String SHIPMENTS = "/v1/shipments";

  private final RunningSandbox sandbox;
  private final Api api;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");

  IdempotencyTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  private long shipments() {
    return sandbox.partners().effects("ups").get("shipments");
  }

  @Test
  void oneKeyTwiceIsOneShipmentAndTheSameAnswer() {
    long before = shipments();

    ApiAnswer first = api.post(SHIPMENTS, key, Bodies.booking(reader)).expect(201);
    ApiAnswer again = api.post(SHIPMENTS, key, Bodies.booking(reader)).expect(201);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location"))
        .isEqualTo(first.header("Location"))
        .isEqualTo(SHIPMENTS + "/" + first.id());
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
    assertThat(shipments()).isEqualTo(before + 1);
  }

  @Test
  void anotherBodyUnderTheKeyIsRefused() {
    api.post(SHIPMENTS, key, Bodies.booking(reader)).expect(201);

    ObjectNode other = Bodies.booking(reader).put("reference", "another");
    ApiAnswer refused = api.post(SHIPMENTS, key, other).expect(422);

    assertThat(refused.at("/code")).isEqualTo("idempotency_key_reused");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  @Test
  void anotherResourceUnderTheKeyIsRefused() {
    api.post(SHIPMENTS, key, Bodies.booking(reader)).expect(201);
    String payment = sandbox.authorized().id();

    ApiAnswer refused =
        api.post("/v1/payments/" + payment + "/cancel", key, Bodies.object()).expect(422);

    assertThat(refused.at("/code")).isEqualTo("idempotency_key_reused");
    assertThat(api.get("/v1/payments/" + payment).path("status").asText()).isEqualTo("authorized");
  }

  @Test
  void aMissingKeyIsRefused() {
    ApiAnswer refused = api.post(SHIPMENTS, null, Bodies.booking(reader)).expect(400);

    assertThat(refused.at("/code")).isEqualTo("idempotency_key_missing");
    assertThat(sandbox.arrivals().bookings(reader)).isZero();
  }

  @Test
  void ofManyAtOnceWithOneKeyOneIsSent() {
    List<ApiAnswer> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiAnswer>> futures =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> api.post(SHIPMENTS, key, Bodies.booking(reader))))
              .toList();
      answers = futures.stream().map(IdempotencyTest::answer).toList();
    }

    assertThat(answers)
        .filteredOn(a -> a.status() == 201 && a.header("Idempotency-Replayed") == null)
        .hasSize(1);
    assertThat(answers)
        .filteredOn(a -> a.header("Idempotency-Replayed") == null && a.status() != 201)
        .allSatisfy(a -> assertThat(a.at("/code")).isEqualTo("idempotency_key_in_flight"))
        .allSatisfy(a -> assertThat(a.status()).isEqualTo(409));
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  private static ApiAnswer answer(Future<ApiAnswer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoDoesNotWaitIsToldWhereToAskAndMayRepeat() {
    ApiRequest request =
        ApiRequest.post(SHIPMENTS, Bodies.booking(reader)).key(key).header("Prefer", "wait=0");

    ApiAnswer accepted = api.send(request).expect(202);

    assertThat(accepted.header("Preference-Applied")).isEqualTo("wait=0");
    String location = String.valueOf(accepted.header("Location"));
    assertThat(location).isEqualTo("/v1/operations/" + accepted.id());
    Await.until(
        "the operation succeeds",
        () -> api.get(location).path("status").asText(),
        "succeeded"::equals);
    ApiAnswer replayed = api.send(request).expect(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.at("/status")).isEqualTo("purchased");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  @Test
  void aDeclinedCardIsAFailedPaymentAlsoOnReplay() {
    String payer = RunningSandbox.fresh("payment");
    ObjectNode body =
        Bodies.payment(sandbox.freshOrder(), "pm_card_visa_chargeDeclinedInsufficientFunds", payer);
    Map<String, Long> before = sandbox.effects();

    ApiAnswer declined = api.post("/v1/payments", key, body).expect(201);
    ApiAnswer again = api.post("/v1/payments", key, body).expect(201);

    assertThat(declined.at("/status")).isEqualTo("failed");
    assertThat(declined.at("/error/category")).isEqualTo("insufficient_funds");
    assertThat(again.body()).isEqualTo(declined.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(sandbox.arrivals().authorizations(payer)).isEqualTo(1);
    assertThat(sandbox.effects()).isEqualTo(before);
  }

  @Test
  void anAddressThatThereIsNotIsAFailedShipment() {
    ObjectNode body = Bodies.booking(reader);
    ((ObjectNode) body.path("ship_to")).put("postal_code", "00000");

    ApiAnswer declined = api.post(SHIPMENTS, key, body).expect(201);

    assertThat(declined.at("/status")).isEqualTo("failed");
    assertThat(declined.at("/error/category")).isEqualTo("address_invalid");
    assertThat(api.get("/v1/shipments/" + declined.id())).isEqualTo(declined.json());
    assertThat(api.all("/v1/operations?status=declined"))
        .extracting(operation -> operation.at("/resource/id").asText())
        .contains(declined.id());
  }
}
