package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.ManualTime;

@Timeout(30)
class BulkheadTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();

  @Test
  void givesPlacesInOrderWithinALaneAndOneOfFiveToBulk() throws Exception {
    Bulkhead bulkhead = new Bulkhead("acme/default", new BulkheadSettings(1, 100), time);
    bulkhead.acquire(Lane.BULK, time.in(MINUTE));
    for (Lane lane : new Lane[] {Lane.BULK, Lane.INTERACTIVE}) {
      for (int i = 0; i < 6; i++) {
        join(bulkhead, lane, i, time.in(MINUTE));
      }
    }
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      bulkhead.release();
      order.add(entered.poll(20, TimeUnit.SECONDS));
    }
    assertThat(String.join(" ", order)).isEqualTo("I0 I1 I2 I3 B0 I4 I5 B1 B2 B3 B4 B5");
    assertThat(bulkhead.used()).isEqualTo(1);
  }

  @Test
  void boundsThoseWhoWaitInEachLane() throws Exception {
    Bulkhead bulkhead = new Bulkhead("acme/default", new BulkheadSettings(1, 2), time);
    bulkhead.acquire(Lane.BULK, time.in(MINUTE));
    join(bulkhead, Lane.BULK, 0, time.in(MINUTE));
    join(bulkhead, Lane.BULK, 1, time.in(MINUTE));
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> bulkhead.acquire(Lane.BULK, time.in(MINUTE)));
    assertThat(refused).hasMessageContaining("2 calls wait already");
    assertThatThrownBy(() -> bulkhead.check(Lane.BULK))
        .isInstanceOf(RefusedException.class)
        .hasMessage(refused.getMessage());
    bulkhead.check(Lane.INTERACTIVE);
    assertThat(bulkhead.waiting()).as("a look takes nothing").isEqualTo(2);
    join(bulkhead, Lane.INTERACTIVE, 0, time.in(MINUTE));
    for (int i = 0; i < 3; i++) {
      bulkhead.release();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(entered.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
    bulkhead.check(Lane.BULK);
  }

  @Test
  void givesNoPlaceToOneWhoseDeadlineHasPassedOrWhoWasInterrupted() throws Exception {
    Bulkhead bulkhead = new Bulkhead("acme/default", new BulkheadSettings(1, 100), time);
    bulkhead.acquire(Lane.INTERACTIVE, time.in(MINUTE));
    join(bulkhead, Lane.INTERACTIVE, 0, time.in(Duration.ofSeconds(5)));
    Thread interrupted = join(bulkhead, Lane.INTERACTIVE, 1, time.in(MINUTE));
    interrupted.interrupt();
    assertThat(entered.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    time.advance(Duration.ofSeconds(6));
    bulkhead.release();
    assertThat(entered.poll(20, TimeUnit.SECONDS)).isEqualTo("refused");
    assertThat(bulkhead.waiting()).isZero();
    assertThat(bulkhead.tryAcquire()).as("the place is free again").isTrue();
  }

  private Thread join(Bulkhead bulkhead, Lane lane, int number, Deadline deadline) {
    int before = bulkhead.waiting();
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              try {
                bulkhead.acquire(lane, deadline);
                entered.add(lane.name().charAt(0) + "" + number);
              } catch (RefusedException e) {
                entered.add("refused");
              } catch (InterruptedException e) {
                entered.add("interrupted");
              }
            });
    while (bulkhead.waiting() < before + 1) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
