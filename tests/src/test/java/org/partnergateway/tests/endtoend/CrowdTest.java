package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.tests.endtoend.RawConnection.Answers;

/** More comes than there is room for: some are served, the rest is told so at once. */
class CrowdTest {
  private static final int CROWD = 40;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static CrowdedGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new CrowdedGateway();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  private static ApiRequest rates() {
    return ApiRequest.post("/v1/rates", Bodies.rates(RunningSandbox.fresh("Reader")));
  }

  private static ApiRequest webhook() {
    ObjectNode event =
        Webhooks.paymentEvent(
            "evt_" + RunningSandbox.fresh("crowd"), "x.y", "x", Bodies.object(), Instant.now());
    return Webhooks.signed(StrictJson.write(event));
  }

  private static ApiRequest payment() {
    JsonNode order =
        Await.until(
            "an order is polled",
            () ->
                StrictJson.read(gateway.send(ApiRequest.get("/v1/orders")).join().body().getBytes())
                    .path("data"),
            orders -> !orders.isEmpty());
    return ApiRequest.post(
            "/v1/payments", Bodies.payment(order.get(0), Bodies.GOOD_CARD, "in a crowd"))
        .key(RunningSandbox.fresh("crowd"));
  }

  private static List<CompletableFuture<HttpResponse<String>>> many(
      int count, Supplier<ApiRequest> request) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(gateway.send(request.get()));
    }
    return answers;
  }

  private static int status(ApiRequest request) {
    return gateway.send(request).join().statusCode();
  }

  private static void toldToComeAgain(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"overloaded\"");
  }

  @Test
  void whoFindsNoRoomIsToldAtOnceAndNobodyElseFeelsIt() {
    long refused = gateway.meters().problems("overloaded");
    int before = gateway.proxy().arrived(CrowdedGateway.RATES);
    gateway.proxy().hold(Set.of(CrowdedGateway.RATES));
    List<CompletableFuture<HttpResponse<String>>> inside =
        many(CrowdedGateway.IN_FLIGHT, CrowdTest::rates);
    Await.until(
        "they have reached the partner",
        () -> gateway.proxy().arrived(CrowdedGateway.RATES),
        arrived -> arrived == before + CrowdedGateway.IN_FLIGHT);

    long begin = System.nanoTime();
    many(CROWD, CrowdTest::rates).forEach(answer -> toldToComeAgain(answer.join()));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));

    assertThat(gateway.meters().problems("overloaded")).isEqualTo(refused + CROWD);
    assertThat(gateway.proxy().arrived(CrowdedGateway.RATES))
        .isEqualTo(before + CrowdedGateway.IN_FLIGHT);
    assertThat(status(ApiRequest.get("/v1/orders"))).as("a read").isEqualTo(200);
    assertThat(status(payment())).as("a payment").isEqualTo(201);
    assertThat(status(webhook())).as("a webhook").isEqualTo(200);
    assertThat(gateway.meters().get("/actuator/health/readiness").statusCode()).isEqualTo(200);

    gateway.proxy().release();
    assertThat(inside).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    assertThat(status(rates())).as("afterwards").isEqualTo(200);
  }

  @Test
  void paymentsGoOnWhileIntakeIsStuck() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> messages;
    try (Store.Lock intake = gateway.store().lock("inbox")) {
      messages = many(CROWD, CrowdTest::webhook);
      Await.until(
          "most are refused",
          () -> messages.stream().filter(CompletableFuture::isDone).count(),
          done -> done == CROWD - CrowdedGateway.IN_FLIGHT);

      assertThat(status(payment())).isEqualTo(201);
      assertThat(status(rates())).isEqualTo(200);
      assertThat(gateway.meters().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
    long acknowledged = 0;
    for (CompletableFuture<HttpResponse<String>> message : messages) {
      HttpResponse<String> answer = message.join();
      if (answer.statusCode() == 200) {
        acknowledged++;
      } else {
        toldToComeAgain(answer);
      }
    }
    assertThat(acknowledged).isEqualTo(CrowdedGateway.IN_FLIGHT);
  }

  @Test
  void intakeGoesOnWhilePaymentsAreStuck() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> payments;
    try (Store.Lock operations = gateway.store().lock("operation")) {
      payments = many(CROWD, CrowdTest::payment);
      Await.until(
          "most are refused",
          () -> payments.stream().filter(CompletableFuture::isDone).count(),
          done -> done >= CROWD - CrowdedGateway.IN_FLIGHT);

      assertThat(status(webhook())).isEqualTo(200);
      assertThat(status(rates())).isEqualTo(200);
      assertThat(status(ApiRequest.get("/v1/orders"))).isEqualTo(200);
      assertThat(gateway.meters().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
    payments.forEach(
        answer -> assertThat(answer.join().statusCode()).as(answer.join().body()).isIn(201, 503));
    assertThat(status(payment())).as("afterwards").isEqualTo(201);
  }

  @Test
  void aClientIsHeldToItsLimitAndToldWhatIsLeft() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(gateway.send(ApiRequest.get("/v1/partners"), CrowdedGateway.LIMITED).join());
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 429);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.headers().firstValue("RateLimit-Policy"))
                    .contains("\"default\";q=2;w=3600"));
    assertThat(answers.getFirst().headers().firstValue("RateLimit"))
        .contains("\"default\";r=1;t=1800");
    assertThat(answers.getLast().headers().firstValue("RateLimit").orElse(""))
        .startsWith("\"default\";r=0;t=");
    assertThat(answers.getLast().headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(1700L, 1800L);
    assertThat(answers.getLast().body()).contains("\"code\":\"too_many_requests\"");

    HttpResponse<String> unread =
        gateway.send(ApiRequest.post("/v1/rates", "{"), CrowdedGateway.LIMITED).join();
    assertThat(unread.statusCode()).as("its body isn't looked at").isEqualTo(429);
    HttpResponse<String> other = gateway.send(ApiRequest.get("/v1/partners")).join();
    assertThat(other.statusCode()).as("another client").isEqualTo(200);
    assertThat(other.headers().firstValue("RateLimit")).isEmpty();
  }

  @Test
  void aPartnerIsHeldToItsLimitWhichOthersCannotUseUp() {
    for (int i = 0; i < 5; i++) {
      assertThat(status(Webhooks.ups(new byte[] {'{'}).header("credential", "forged")))
          .isEqualTo(401);
    }
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(gateway.send(Webhooks.ups(new byte[] {'{'})).join());
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(400, 400, 400, 429);
    assertThat(answers.getLast().headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(1100L, 1200L);
    assertThat(status(webhook())).as("another partner").isEqualTo(200);
  }

  @Test
  void whoSendsTooSlowlyIsToldAndCutOff() {
    int port = gateway.address().getPort();
    String head = "POST /v1/rates HTTP/1.1\r\nHost: h\r\n";
    for (String part : List.of(head, head + "Content-Length: 9\r\n\r\n{", "G")) {
      try (RawConnection connection = new RawConnection(port)) {
        Answers answers = connection.send(part).read(SILENCE);

        assertThat(answers.statuses()).as(part).containsExactly(408);
        assertThat(answers.closed()).isTrue();
        assertThat(answers.all().getFirst().body()).contains("\"code\":\"request_timeout\"");
      }
    }
  }

  @Test
  void bodiesThatThereIsNoRoomForAreRefusedBeforeTheyCome() {
    int port = gateway.address().getPort();
    String large = "POST /v1/rates HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n";
    try (RawConnection first = new RawConnection(port);
        RawConnection second = new RawConnection(port)) {
      first.send(large);
      second.send(large);
      Await.until(
          "both are inside",
          () -> gateway.meters().get("/actuator/prometheus").body(),
          meters -> meters.contains("gateway_admission_under_way{entrance=\"look_up\"} 2.0"));
      try (RawConnection third = new RawConnection(port)) {
        assertThat(third.send(large).read(SILENCE).statuses()).containsExactly(503);
      }
      assertThat(first.read(SILENCE).statuses()).containsExactly(408);
    }
    assertThat(status(rates())).as("afterwards").isEqualTo(200);
  }

  @Test
  void connectionsBeyondTheBoundAreClosed() {
    int port = gateway.address().getPort();
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < CrowdedGateway.CONNECTIONS; i++) {
        open.add(new RawConnection(port));
      }
      // Each event loop opens its own, so the last that came need not be the last that is opened.
      Await.until(
          "the gateway has as many as it takes",
          gateway::connections,
          now -> now == CrowdedGateway.CONNECTIONS);
      RawConnection oneMore = new RawConnection(port);
      open.add(oneMore);

      assertThat(oneMore.read(SILENCE).closed()).isTrue();
    } finally {
      open.forEach(RawConnection::close);
    }
    Await.until("there is room again", CrowdTest::statusIfAny, status -> status == 200);
  }

  /** 0 where the connection was closed without an answer. */
  private static int statusIfAny() {
    try {
      return status(rates());
    } catch (CompletionException closed) {
      return 0;
    }
  }
}
