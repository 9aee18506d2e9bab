package org.partnergateway.adapters.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.transport.FarEnd;

/**
 * One partner accepts everything and answers nothing; another is asked at the same time. It
 * measures time, so nothing else may run beside it.
 */
@Isolated
@Timeout(60)
class IsolationTest {
  private static final int CALLS_TO_THE_HUNG = 600;
  private static final int MOST_UNDER_WAY = 64;
  private static final int MOST_WAITING = 256;
  private static final String FILE =
      """
      id: %s
      name: Partner
      kind: carrier
      base_url: https://api.example
      hosts: [api.example]
      credentials: [key]
      auth: {scheme: bearer, token: key}
      operations:
        look: {contract: a.openapi.yaml, operation: look}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PartnerClients clients = new PartnerClients(vertx, meters);

  @AfterEach
  void close() {
    clients.close();
    vertx.close();
  }

  @Test
  void aHungPartnerHoldsSoManyCallsAndNoneOfAnotherPartners() throws Exception {
    FarEnd hung = new FarEnd(vertx, (socket, text) -> {});
    FarEnd well =
        new FarEnd(vertx, (socket, text) -> socket.write(FarEnd.answer("200 OK", "", "{}")));
    clients.use(List.of(partner("hung", hung), partner("well", well)));
    long before = worstOfHundred(asked("well", 2_000));
    ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
    CountDownLatch refused = new CountDownLatch(CALLS_TO_THE_HUNG - MOST_UNDER_WAY - MOST_WAITING);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLS_TO_THE_HUNG; i++) {
        threads.submit(
            () -> {
              ends.add(call("hung", Duration.ofSeconds(6)));
              refused.countDown();
            });
      }
      assertThat(refused.await(5, TimeUnit.SECONDS)).as("the rest is refused at once").isTrue();
      assertThat(gauge("gateway.partner.bulkhead.used", "hung")).isEqualTo(MOST_UNDER_WAY);
      assertThat(gauge("gateway.partner.bulkhead.waiting", "hung")).isEqualTo(MOST_WAITING);

      long[] nanos = asked("well", 2_000);

      assertThat(gauge("gateway.partner.bulkhead.used", "hung"))
          .as("it hung all the while")
          .isEqualTo(MOST_UNDER_WAY);
      assertThat(worstOfHundred(nanos))
          .as("99%% of the other's calls, of which it was %d ns without", before)
          .isLessThan(Math.max(5 * before, Duration.ofMillis(50).toNanos()));
    }
    assertThat(ends).hasSize(CALLS_TO_THE_HUNG).containsOnly("unavailable");
    assertThat(hung.connections()).isLessThanOrEqualTo(2 * MOST_UNDER_WAY);
    assertThat(well.arrived()).isEqualTo(4_000);
    assertThat(gauge("gateway.partner.bulkhead.used", "hung")).isZero();
    assertThat(gauge("gateway.partner.breaker.state", "hung")).as("open").isEqualTo(2);
  }

  private long[] asked(String partner, int calls) {
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      assertThat(call(partner, Duration.ofSeconds(10))).isEqualTo("accepted");
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private static long worstOfHundred(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100];
  }

  private String call(String partner, Duration patience) {
    return clients
        .find(partner)
        .orElseThrow()
        .call(PartnerCall.get("look", "/look", Deadline.in(patience)))
        .word();
  }

  private double gauge(String name, String partner) {
    return meters.get(name).tag("partner", partner).gauge().value();
  }

  private static Partner partner(String id, FarEnd end) {
    return AdapterFiles.partner(
        id,
        FILE.formatted(id),
        new PartnerSettings(Optional.of(URI.create(end.url())), Map.of("key", "secret"), Map.of()));
  }
}
