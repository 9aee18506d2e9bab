package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.Deadline;

/** Who goes next. */
@Timeout(30)
class LimiterLineTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RateLimit LIMIT = new RateLimit(1, Duration.ofSeconds(1), 1, 1_000);

  private final TokenGate gate = new TokenGate();
  private final BlockingQueue<String> served = new LinkedBlockingQueue<>();

  @Test
  void servesThoseWhoWaitInTheOrderInWhichTheyCame() throws Exception {
    Limiter limiter = limiter(LIMIT);
    join(limiter, Lane.INTERACTIVE, 20, DAY);
    assertThat(serve(20)).isEqualTo(names(Lane.INTERACTIVE, 0, 20));
  }

  @Test
  void servesWhatSomebodyWaitsForBeforeBulkThatCameEarlierAndBulkOnceInFive() throws Exception {
    Limiter limiter = limiter(LIMIT);
    join(limiter, Lane.BULK, 4, DAY);
    join(limiter, Lane.INTERACTIVE, 9, DAY);
    List<String> expected = new ArrayList<>(names(Lane.INTERACTIVE, 0, 4));
    expected.addAll(names(Lane.BULK, 0, 1));
    expected.addAll(names(Lane.INTERACTIVE, 4, 8));
    expected.addAll(names(Lane.BULK, 1, 2));
    expected.addAll(names(Lane.INTERACTIVE, 8, 9));
    expected.addAll(names(Lane.BULK, 2, 4));
    assertThat(serve(13)).isEqualTo(expected);
  }

  @Test
  void refusesAtOnceWhenTooManyWaitAndOneLaneDoesNotFillTheOther() throws Exception {
    Limiter limiter = limiter(new RateLimit(1, Duration.ofSeconds(1), 1, 2));
    join(limiter, Lane.BULK, 3, DAY);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> limiter.acquire(Lane.BULK, gate.in(DAY)));
    assertThat(refused).hasMessageContaining("2 calls wait already");
    join(limiter, Lane.INTERACTIVE, 3, DAY);
    serve(6);
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void givesNoTokenToOneWhoseDeadlineHasPassed() throws Exception {
    Limiter limiter = limiter(LIMIT);
    join(limiter, Lane.BULK, 1, DAY);
    join(limiter, Lane.INTERACTIVE, 1, Duration.ofSeconds(5));
    gate.advance(Duration.ofSeconds(6));
    gate.open();
    assertThat(List.of(take(), take())).containsExactlyInAnyOrder("BULK 0", "refused");
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void goesOnWhenTheOneWhoLeadsIsInterrupted() throws Exception {
    Limiter limiter = limiter(LIMIT);
    Thread first = join(limiter, Lane.BULK, 1, DAY).getFirst();
    join(limiter, Lane.INTERACTIVE, 1, DAY);
    first.interrupt();
    assertThat(take()).isEqualTo("interrupted");
    assertThat(serve(1)).isEqualTo(names(Lane.INTERACTIVE, 0, 1));
  }

  @Test
  void letsOneThroughFirstWhoHasHadATurnAlready() throws Exception {
    Limiter limiter = limiter(LIMIT);
    join(limiter, Lane.INTERACTIVE, 2, DAY);
    start("again", () -> limiter.acquireInFront(gate.in(DAY)));
    awaitWaiting(limiter, 3);
    assertThat(serve(2)).containsExactly("again", "INTERACTIVE 0");
    serve(1);
  }

  private Limiter limiter(RateLimit limit) {
    return new Limiter("acme", limit, gate, (name, kept) -> gate);
  }

  private List<Thread> join(Limiter limiter, Lane lane, int callers, Duration patience) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int before = limiter.waiting();
      Deadline deadline = gate.in(patience);
      threads.add(start(lane + " " + i, () -> limiter.acquire(lane, deadline)));
      awaitWaiting(limiter, before + 1);
    }
    return threads;
  }

  private static void awaitWaiting(Limiter limiter, int number) {
    while (limiter.waiting() < number) {
      Thread.onSpinWait();
    }
  }

  private interface Call {
    void run() throws RefusedException, InterruptedException;
  }

  private Thread start(String name, Call call) {
    return Thread.startVirtualThread(
        () -> {
          try {
            call.run();
            served.add(name);
          } catch (RefusedException e) {
            served.add("refused");
          } catch (InterruptedException e) {
            served.add("interrupted");
          }
        });
  }

  private List<String> serve(int times) throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      gate.open();
      names.add(take());
    }
    return names;
  }

  private String take() throws InterruptedException {
    return String.valueOf(served.poll(20, TimeUnit.SECONDS));
  }

  private static List<String> names(Lane lane, int from, int to) {
    List<String> names = new ArrayList<>();
    for (int i = from; i < to; i++) {
      names.add(lane + " " + i);
    }
    return names;
  }
}
