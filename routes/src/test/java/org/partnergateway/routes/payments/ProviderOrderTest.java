package org.partnergateway.routes.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.config.GatewayProperties.Provider;

/** Who is asked first goes by priority and share, and for one order always the same way. */
class ProviderOrderTest {
  private static final int ORDERS = 20_000;

  private static Map<String, Integer> first(List<Provider> providers) {
    ProviderOrder order = new ProviderOrder(providers);
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < ORDERS; i++) {
      first.merge(order.of("ord_" + i).getFirst(), 1, Integer::sum);
    }
    return first;
  }

  @Test
  void sharesOfOnePriorityAreKept() {
    Map<String, Integer> first =
        first(
            List.of(
                new Provider("a", 1, 7),
                new Provider("b", 1, 2),
                new Provider("c", 1, 1),
                new Provider("d", 1, 0),
                new Provider("e", 2, 9)));

    assertThat(first.get("a")).isCloseTo(ORDERS * 7 / 10, withPercentage(3));
    assertThat(first.get("b")).isCloseTo(ORDERS * 2 / 10, withPercentage(6));
    assertThat(first.get("c")).isCloseTo(ORDERS / 10, withPercentage(8));
    assertThat(first).doesNotContainKeys("d", "e");
  }

  @Test
  void theNextPriorityComesAfterAllOfTheOneBefore() {
    ProviderOrder order =
        new ProviderOrder(
            List.of(
                new Provider("late", 2, 100), new Provider("a", 1, 1), new Provider("b", 1, 0)));

    for (int i = 0; i < 100; i++) {
      assertThat(order.of("ord_" + i)).containsExactly("a", "b", "late");
    }
  }

  @Test
  void whoIsAddedTakesOnlyWhatItGains() {
    ProviderOrder before =
        new ProviderOrder(List.of(new Provider("a", 1, 1), new Provider("b", 1, 1)));
    List<Provider> more = new ArrayList<>(List.of(new Provider("c", 1, 1)));
    more.addAll(List.of(new Provider("b", 1, 1), new Provider("a", 1, 1)));
    ProviderOrder after = new ProviderOrder(more);

    for (int i = 0; i < 1000; i++) {
      String now = after.of("ord_" + i).getFirst();
      assertThat(now).isIn("c", before.of("ord_" + i).getFirst());
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acorn  | 1  | 1  | -
          acorn  | 0  | 1  | gateway.payments.providers[0].priority: is 0; 1 is the first
          acorn  | 1  | -1 | gateway.payments.providers[0].share: is -1; it can't be negative
          acrn   | 1  | 1  | gateway.payments.providers[0].partner: no payment provider 'acrn' is in use; did you mean acorn?; there are [acorn, walnut]
          walnut | 1  | 1  | gateway.payments.providers[1].partner: 'walnut' stands here twice
          """)
  void whatCanNotBeMeantIsTold(String partner, int priority, int share, String problem) {
    Problems problems = new Problems();
    ProviderSettings.check(
        List.of(new Provider(partner, priority, share), new Provider("walnut", 1, 1)),
        List.of("acorn", "walnut"),
        problems);

    if (problem.equals("-")) {
      assertThat(problems.list()).isEmpty();
    } else {
      assertThat(problems.list()).hasSize(1);
      assertThat(problems.list().getFirst()).hasToString(problem);
    }
  }
}
