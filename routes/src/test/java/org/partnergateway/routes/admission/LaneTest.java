package org.partnergateway.routes.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaneTest {
  private static final long MILLI = 1_000_000;
  private static final long BEGIN = -5;

  private final List<String> told = new ArrayList<>();
  private final Lane lane =
      new Lane(Entrance.READ, new AdaptiveLimit(2, 2, 2, 100 * MILLI), 3, BEGIN);

  private final class Guest implements Lane.Waiting {
    private final String name;
    private final long since;
    private boolean gone;

    Guest(String name, long since) {
      this.name = name;
      this.since = since;
    }

    @Override
    public void go() {
      told.add(name + " goes");
    }

    @Override
    public void refuse() {
      told.add(name + " is refused");
    }

    @Override
    public long since() {
      return since;
    }

    @Override
    public boolean isGone() {
      return gone;
    }
  }

  private void fill() {
    assertThat(lane.tryEnter()).isTrue();
    assertThat(lane.tryEnter()).isTrue();
    assertThat(lane.tryEnter()).isFalse();
  }

  @Test
  void soManyAreLetInAndSomeMayWait() {
    fill();

    assertThat(lane.tryWait(new Guest("a", 0))).isTrue();
    assertThat(lane.tryWait(new Guest("b", 0))).isTrue();
    assertThat(lane.tryWait(new Guest("c", 0))).isTrue();
    assertThat(lane.tryWait(new Guest("d", 0))).isFalse();
    assertThat(lane.underWay()).isEqualTo(2);
    assertThat(lane.waiting()).isEqualTo(3);
  }

  @Test
  void whoWaitsGoesInOrderWhenAPlaceIsFree() {
    fill();
    lane.tryWait(new Guest("a", 0));
    lane.tryWait(new Guest("b", 0));

    lane.leave();
    lane.leave();

    assertThat(told).containsExactly("a goes", "b goes");
    assertThat(lane.underWay()).isEqualTo(2);
    assertThat(lane.waiting()).isZero();
  }

  @Test
  void nobodyOvertakesWhoWaits() {
    fill();
    lane.tryWait(new Guest("a", 0));
    lane.tryWait(new Guest("b", 0));
    lane.leave();

    assertThat(lane.tryEnter()).isFalse();
    assertThat(told).containsExactly("a goes");
  }

  @Test
  void whoseClientHasGoneTakesNoPlace() {
    fill();
    Guest gone = new Guest("a", 0);
    lane.tryWait(gone);
    lane.tryWait(new Guest("b", 0));
    gone.gone = true;

    lane.leave();

    assertThat(told).containsExactly("b goes");
    assertThat(lane.underWay()).isEqualTo(2);
  }

  @Test
  void whoHasWaitedLongIsRefused() {
    fill();
    lane.tryWait(new Guest("a", 0));
    lane.tryWait(new Guest("b", 50 * MILLI));

    lane.sweep(99 * MILLI);
    assertThat(told).isEmpty();

    lane.sweep(100 * MILLI);
    assertThat(told).contains("a is refused");
  }

  @Test
  void whereAQueueStandsTheWaitIsShort() {
    fill();
    lane.tryWait(new Guest("a", 0));
    lane.sweep(120 * MILLI);
    lane.tryWait(new Guest("b", 120 * MILLI));

    lane.sweep(139 * MILLI);
    assertThat(told).containsExactly("a is refused");

    lane.sweep(141 * MILLI);
    assertThat(told).containsExactly("a is refused", "b is refused");
  }

  @Test
  void onceItWasEmptyTheWaitIsLongAgain() {
    fill();
    lane.tryWait(new Guest("a", 0));
    lane.sweep(120 * MILLI);
    lane.sweep(130 * MILLI);
    lane.tryWait(new Guest("b", 130 * MILLI));

    lane.sweep(229 * MILLI);

    assertThat(told).containsExactly("a is refused");
  }
}
