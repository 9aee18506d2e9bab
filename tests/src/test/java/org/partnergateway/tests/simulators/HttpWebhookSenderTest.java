package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HttpWebhookSenderTest {
  private static final List<Duration> SOON =
      List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));

  /** Refuses so many times, then accepts; keeps what it was sent. */
  private static final class Receiver implements Simulator {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals;

    Receiver(int refusals) {
      this.refusals = new AtomicInteger(refusals);
    }

    @Override
    public String partner() {
      return "receiver";
    }

    @Override
    public SimulatedAnswer answer(SimulatedRequest request) {
      int status = refusals.getAndDecrement() > 0 ? 503 : 200;
      received.add(
          status + " " + request.header("x-mark") + " " + new String(request.body(), UTF_8));
      return new SimulatedAnswer(status, Map.of(), new byte[0]);
    }

    @Override
    public Map<String, Long> effects() {
      return Map.of();
    }

    String next() throws InterruptedException {
      return String.valueOf(received.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void postsAgainUntilItIsAccepted() throws Exception {
    Receiver receiver = new Receiver(2);
    try (SimulatorServer server = new SimulatorServer(0, List.of(receiver));
        HttpWebhookSender sender = new HttpWebhookSender(SOON)) {
      post(sender, server);

      assertThat(receiver.next()).isEqualTo("503 m body");
      assertThat(receiver.next()).isEqualTo("503 m body");
      assertThat(receiver.next()).isEqualTo("200 m body");
      post(sender, server);
      assertThat(receiver.next()).isEqualTo("200 m body");
      assertThat(receiver.received).isEmpty();
    }
  }

  @Test
  void givesUpWhenTheTriesAreUsedUp() throws Exception {
    Receiver receiver = new Receiver(4);
    try (SimulatorServer server = new SimulatorServer(0, List.of(receiver));
        HttpWebhookSender sender = new HttpWebhookSender(SOON)) {
      post(sender, server);
      for (int i = 0; i < 4; i++) {
        assertThat(receiver.next()).startsWith("503");
      }
      post(sender, server);

      assertThat(receiver.next()).startsWith("200");
      assertThat(receiver.received).isEmpty();
    }
  }

  @Test
  void dropsWhatWaitsWhenItIsClosed() {
    Receiver receiver = new Receiver(0);
    try (SimulatorServer server = new SimulatorServer(0, List.of(receiver))) {
      HttpWebhookSender sender = new HttpWebhookSender(SOON);
      sender.post(server.url("receiver") + "/hook", Map.of(), new byte[0], Duration.ofHours(1));
      sender.close();
      post(sender, server);

      assertThat(receiver.received).isEmpty();
    }
  }

  private static void post(HttpWebhookSender sender, SimulatorServer server) {
    sender.post(
        server.url("receiver") + "/hook",
        Map.of("X-Mark", "m"),
        "body".getBytes(UTF_8),
        Duration.ZERO);
  }
}
