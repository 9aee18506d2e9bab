package org.partnergateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdsTest {
  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Ids ids = new Ids(clock);

  @Test
  void anIdIsAPrefixAndAnUlidInLowerCase() {
    assertThat(ids.next("pay")).matches("pay_[0-9a-hjkmnp-tv-z]{26}");
    assertThat(ids.next()).matches("[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void theFirstTenCharactersAreTheMilliseconds() {
    clock.set("1970-01-01T00:00:00.033Z");

    assertThat(ids.next()).startsWith("0000000011");
  }

  @Test
  void idsOnlyGrowWhateverTheClockDoes() {
    List<String> made = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      made.add(ids.next());
    }
    clock.set("2026-11-23T01:00:00Z");
    made.add(ids.next());
    clock.set("2026-11-23T02:00:00.001Z");
    made.add(ids.next());

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsOfTwoProcessesInTheSameMillisecondDiffer() {
    assertThat(new Ids(clock).next()).isNotEqualTo(new Ids(clock).next());
  }
}
