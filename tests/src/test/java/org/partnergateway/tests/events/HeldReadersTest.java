package org.partnergateway.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.events.StreamReader.Sent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Readers of {@code /v1/events} that wait for what comes, by page and by stream. */
class HeldReadersTest {
  private static final int SEATS = 4;
  private static EventGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new EventGateway(Map.of("gateway.events.max-readers", Integer.toString(SEATS)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void allSeatsAreFree() {
    Await.until("all seats are free", () -> gateway.meter("gateway.events.readers") == 0);
  }

  @Test
  void aPageIsHeldUntilAnEventComes() {
    String end = gateway.end();
    CompletableFuture<HttpResponse<String>> held = waitFor(end, 30);
    isHeld(1);

    List<String> appended = gateway.append(EventGateway.CREATED, gateway.order(), 2);

    HttpResponse<String> answer = held.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
    assertThat(EventGateway.json(answer).path("data"))
        .extracting(event -> event.path("id").asText())
        .isEqualTo(appended);
  }

  @Test
  void anotherGatewaysEventIsSeenSoon() {
    CompletableFuture<HttpResponse<String>> held = waitFor(gateway.end(), 30);
    isHeld(1);

    // As another process does it: nobody here is told.
    gateway
        .bean(JdbcClient.class)
        .sql(
            """
            insert into event_log (occurred_at, id, type, subject, partition_key, data)
            values (now(), 'evt_elsewhere', 'elsewhere', 'ord_1', 'ord_1', '{}')
            """)
        .update();

    HttpResponse<String> answer = held.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(EventGateway.json(answer).at("/data/0/id").asText()).isEqualTo("evt_elsewhere");
  }

  @Test
  void aWaitEndsWithAnEmptyPage() {
    String end = gateway.end();
    long begin = System.nanoTime();

    HttpResponse<String> answer = waitFor(end, 1).join();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(990), Duration.ofSeconds(10));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(EventGateway.json(answer).path("data")).isEmpty();
    assertThat(EventGateway.json(answer).path("next_cursor").asText()).isEqualTo(end);
  }

  @Test
  void oneThatWaitsForAnotherTypeIsNotWokenInVain() {
    String end = gateway.end();
    CompletableFuture<HttpResponse<String>> held =
        gateway
            .http()
            .sendAsync(
                gateway
                    .request("/v1/events?type=" + EventGateway.UPDATED + "&cursor=" + end)
                    .header("Prefer", "wait=30")
                    .build(),
                BodyHandlers.ofString());
    isHeld(1);

    gateway.append(EventGateway.CREATED, gateway.order(), 3);
    List<String> wanted = gateway.append(EventGateway.UPDATED, gateway.order(), 1);

    assertThat(EventGateway.json(held.orTimeout(10, TimeUnit.SECONDS).join()).path("data"))
        .extracting(event -> event.path("id").asText())
        .isEqualTo(wanted);
  }

  @Test
  void aStreamTellsEveryEventOnceAndInOrderWhileTheyCome() {
    String end = gateway.end();
    List<String> told = new ArrayList<>();
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    List<Thread> writers = new ArrayList<>();
    try (StreamReader stream =
        StreamReader.open(gateway, gateway.request("/v1/events?cursor=" + end))) {
      assertThat(stream.response().statusCode()).isEqualTo(200);
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .contains("text/event-stream");
      for (int writer = 0; writer < 4; writer++) {
        writers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int i = 0; i < 50; i++) {
                        written.addAll(
                            gateway.append(EventGateway.UPDATED, gateway.order(), 1 + i % 3));
                      }
                    }));
      }
      int count = 4 * (50 * 2 - 1);
      stream.take(count).forEach(sent -> told.add(sent.eventId()));
    }

    assertThat(told).isEqualTo(gateway.idsAfter(end)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void whoeverComesBackGoesOnAfterTheLastEventId() {
    String end = gateway.end();
    List<String> appended = gateway.append(EventGateway.CREATED, gateway.order(), 5);
    List<Sent> first;
    try (StreamReader stream =
        StreamReader.open(gateway, gateway.request("/v1/events?cursor=" + end))) {
      first = stream.take(2);
    }

    // As a browser does it: the address is the same as before, with the old cursor.
    try (StreamReader stream =
        StreamReader.open(
            gateway,
            gateway
                .request("/v1/events?cursor=" + end)
                .header("Last-Event-ID", first.getLast().id()))) {
      assertThat(stream.take(3))
          .extracting(Sent::eventId)
          .isEqualTo(appended.subList(2, appended.size()));
    }
    assertThat(first)
        .allSatisfy(
            sent -> {
              assertThat(sent.type()).isEqualTo(EventGateway.CREATED);
              assertThat(sent.data().path("type").asText()).isEqualTo(sent.type());
            });
  }

  @Test
  void aStreamOfOneTypeTellsNoOther() {
    String end = gateway.end();
    gateway.append(EventGateway.CREATED, gateway.order(), 60);
    List<String> wanted = gateway.append(EventGateway.UPDATED, gateway.order(), 2);
    gateway.append(EventGateway.CREATED, gateway.order(), 1);
    try (StreamReader stream =
        StreamReader.open(
            gateway,
            gateway.request("/v1/events?type=" + EventGateway.UPDATED + "&cursor=" + end))) {
      assertThat(stream.take(2)).extracting(Sent::eventId).isEqualTo(wanted);
      List<String> more = gateway.append(EventGateway.UPDATED, gateway.order(), 1);
      assertThat(stream.take(1)).extracting(Sent::eventId).isEqualTo(more);
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsNobodyUpAndMissesNothing() {
    String end = gateway.end();
    String padding = "x".repeat(20_000);
    try (StreamReader slow =
        StreamReader.open(gateway, gateway.request("/v1/events?cursor=" + end))) {
      // More than all buffers on the way hold together.
      List<String> appended = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        appended.addAll(gateway.append(EventGateway.UPDATED, gateway.order(), 50, padding));
      }
      assertThat(gateway.idsAfter(end)).isEqualTo(appended);

      assertThat(slow.take(appended.size())).extracting(Sent::eventId).isEqualTo(appended);
    }
  }

  @Test
  void aCursorThatNobodyGaveIsRefusedBeforeTheStreamBegins() {
    for (String header : List.of("none", "ZXZlbnQgOTk5OTk5OTk5")) {
      HttpResponse<String> refused =
          gateway.send(
              gateway
                  .request("/v1/events")
                  .header("Accept", "text/event-stream")
                  .header("Last-Event-ID", header));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(EventGateway.json(refused).path("code").asText()).isEqualTo("invalid_cursor");
    }
  }

  @Test
  void readersThatWaitAreSoManyAndTakeNoRoomOfOthers() {
    String end = gateway.end();
    List<StreamReader> streams = new ArrayList<>();
    try {
      for (int i = 0; i < SEATS; i++) {
        streams.add(StreamReader.open(gateway, gateway.request("/v1/events?cursor=" + end)));
      }
      isHeld(SEATS);
      HttpResponse<String> refused =
          gateway.send(gateway.request("/v1/events").header("Accept", "text/event-stream"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(waitFor(end, 5).join().statusCode()).isEqualTo(503);
      assertThat(gateway.send(gateway.request("/v1/events?cursor=" + end)).statusCode())
          .isEqualTo(200);
      assertThat(gateway.meter("gateway.admission.under.way")).isZero();
    } finally {
      streams.forEach(StreamReader::close);
    }
  }

  @Test
  void aWaiterThatGoesAwayLeavesItsSeat() {
    CompletableFuture<HttpResponse<String>> held = waitFor(gateway.end(), 60);
    isHeld(1);
    held.cancel(true);
    Await.until("its seat is free", () -> gateway.meter("gateway.events.readers") == 0);
  }

  private static CompletableFuture<HttpResponse<String>> waitFor(String cursor, int seconds) {
    return gateway
        .http()
        .sendAsync(
            gateway
                .request("/v1/events?cursor=" + cursor)
                .header("Prefer", "wait=" + seconds)
                .build(),
            BodyHandlers.ofString());
  }

  private static void isHeld(int count) {
    Await.until("readers are held", () -> gateway.meter("gateway.events.readers") == count);
  }
}
