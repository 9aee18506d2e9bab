package org.partnergateway.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.faults.Fault.Way;

class FaultProxyTest {
  private static final String TEXT = "some bytes";

  private FarServer far;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    far = new FarServer();
    proxy = FaultProxy.start(far.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    far.close();
  }

  @Test
  void withoutAFaultAllGoesThrough() throws IOException {
    assertThat(ask()).isEqualTo(TEXT);
    assertThat(far.heard()).containsExactly(TEXT);
  }

  @Test
  void aDelayComesFirst() throws IOException {
    proxy.plan(FaultPlan.always(new Fault.Delay(Way.ANSWER, Duration.ofMillis(300))));
    long begin = System.nanoTime();
    assertThat(ask()).isEqualTo(TEXT);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aCutBeforeTheRequestLetsNothingThrough() {
    proxy.plan(FaultPlan.always(new Fault.Cut(Way.REQUEST, 0)));
    assertThatThrownBy(this::ask).isInstanceOf(SocketException.class);
    Await.until("the far end sees the cut", () -> far.heard().equals(List.of("…")));
  }

  @Test
  void aCutAmidTheRequestLetsItsBeginningThrough() {
    proxy.plan(FaultPlan.always(new Fault.Cut(Way.REQUEST, 4)));
    assertThatThrownBy(this::ask).isInstanceOf(SocketException.class);
    // A reset may overtake what was sent before it.
    Await.until("the far end sees the cut", () -> far.heard().size() == 1);
    assertThat(far.heard().getFirst()).isIn("…", "s…", "so…", "som…", "some…");
  }

  @Test
  void aCutBeforeTheAnswerComesAfterTheDeed() {
    proxy.plan(FaultPlan.always(new Fault.Cut(Way.ANSWER, 0)));
    assertThatThrownBy(this::ask).isInstanceOf(SocketException.class);
    assertThat(far.heard()).containsExactly(TEXT);
  }

  @Test
  void aHalfClosedConnectionEndsInOrderAndEarly() throws IOException {
    proxy.plan(FaultPlan.always(new Fault.HalfClose(4)));
    assertThat(ask()).isEqualTo("some");
    assertThat(far.heard()).containsExactly(TEXT);
  }

  @Test
  void aBlackholeAcceptsAndNeverAnswers() {
    proxy.plan(FaultPlan.always(new Fault.Blackhole()));
    assertThatThrownBy(() -> ask(Duration.ofMillis(300)))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(far.heard()).isEmpty();
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void slowBytesComeOneAfterTheOther() throws IOException {
    proxy.plan(FaultPlan.always(new Fault.Slow(Way.ANSWER, 1, Duration.ofMillis(20))));
    long begin = System.nanoTime();
    assertThat(ask()).isEqualTo(TEXT);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20L * TEXT.length()));
  }

  @Test
  void aDuplicateReachesTheFarEndTwiceAndIsAnsweredOnce() throws IOException {
    proxy.plan(FaultPlan.always(new Fault.Duplicate()));
    assertThat(ask()).isEqualTo(TEXT);
    Await.until("it came twice", () -> far.heard().equals(List.of(TEXT, TEXT)));
  }

  @Test
  void aChangeOfPlanOrFarEndIsForNewConnections() throws IOException {
    try (FarServer other = new FarServer()) {
      proxy.plan(FaultPlan.always(new Fault.Blackhole()));
      proxy.farEnd(other.port());
      assertThatThrownBy(() -> ask(Duration.ofMillis(100)))
          .isInstanceOf(SocketTimeoutException.class);
      proxy.calm();
      assertThat(ask()).isEqualTo(TEXT);
      assertThat(other.heard()).containsExactly(TEXT);
      assertThat(far.heard()).isEmpty();
      assertThat(proxy.faults()).containsEntry("Blackhole", 1).containsEntry("None", 1);
    }
  }

  @Test
  void whatIsBrokenEndsWhenCalmReturns() throws IOException {
    proxy.plan(FaultPlan.always(new Fault.Blackhole()));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      Await.until("it is accepted", () -> proxy.connections() == 1);
      proxy.calm();
      socket.setSoTimeout(10_000);
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aSeedGivesTheSameFaultsAgain() {
    FaultPlan first = FaultPlan.seeded(7, 0.5, FaultPlan.ofPartners());
    FaultPlan again = FaultPlan.seeded(7, 0.5, FaultPlan.ofPartners());
    long broken = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(first.of(i)).isEqualTo(again.of(i));
      broken += first.of(i) instanceof Fault.None ? 0 : 1;
    }
    assertThat(broken).isBetween(400L, 600L);
  }

  private String ask() throws IOException {
    return ask(Duration.ofSeconds(20));
  }

  private String ask(Duration patience) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout((int) patience.toMillis());
      socket.getOutputStream().write((TEXT + "\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
