package org.partnergateway.routes.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AdaptiveLimitTest {
  private static final long TARGET = 100;

  private final AdaptiveLimit limit = new AdaptiveLimit(10, 100, 400, TARGET);

  private void interval(int underWay, boolean felt, long... delays) {
    for (long delay : delays) {
      limit.delayed(delay);
    }
    if (felt) {
      limit.felt();
    }
    limit.adapt(underWay);
  }

  @Test
  void aStandingDelayLetsFewerIn() {
    interval(100, true, 150, 101, 900);

    assertThat(limit.limit()).isEqualTo(85);
  }

  @Test
  void oneQuickRequestAmongSlowOnesShowsNothing() {
    interval(100, true, 150, 20, 900);

    assertThat(limit.limit()).isEqualTo(85);
  }

  @Test
  void aFewSlowRequestsAreNoQueue() {
    interval(100, false, 150, 20, 20, 900);

    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void aQueueInFrontOfTheEventLoopsLetsFewerInToo() {
    limit.lagged(150);
    interval(100, true, 20, 20, 20);

    assertThat(limit.limit()).isEqualTo(85);
    interval(85, true, 20);

    assertThat(limit.limit()).as("the next interval begins anew").isEqualTo(107);
  }

  @Test
  void itGoesDownFromWhatIsReallyUnderWay() {
    interval(40, false, 200);

    assertThat(limit.limit()).isEqualTo(34);
  }

  @Test
  void itNeverGoesBelowTheLeast() {
    for (int i = 0; i < 100; i++) {
      interval(limit.limit(), true, 1000);
    }

    assertThat(limit.limit()).isEqualTo(10);
  }

  @Test
  void whenItIsFeltAndNothingIsDelayedMoreAreLetIn() {
    interval(100, true, 5);

    assertThat(limit.limit()).isEqualTo(125);
  }

  @Test
  void whenItIsFeltAndNobodyBeganMoreAreLetIn() {
    interval(100, true);

    assertThat(limit.limit()).as("all wait for a partner").isEqualTo(125);
  }

  @Test
  void whenItIsNotFeltItStays() {
    interval(3, false, 5);

    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void whenNobodyFeelsItAnyMoreItGoesBackToWhereItBegan() {
    interval(40, true, 200);
    for (int i = 0; i < 10; i++) {
      interval(3, false, 5);
    }

    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void itNeverGoesAboveTheMost() {
    for (int i = 0; i < 100; i++) {
      interval(limit.limit(), true, 1);
    }

    assertThat(limit.limit()).isEqualTo(400);
  }

  @Test
  void afterAnOverloadItIsBackWithinSeconds() {
    for (int i = 0; i < 100; i++) {
      interval(limit.limit(), true, 1000);
    }
    int intervals = 0;
    while (limit.limit() < 100) {
      interval(limit.limit(), true, 1);
      intervals++;
    }

    assertThat(intervals).as("of a tenth of a second each").isLessThan(20);
  }
}
