package org.partnergateway.tests.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A run in figures, as Markdown. */
record ChaosReport(ChaosRun.Result result) {

  String text() {
    StringBuilder text = new StringBuilder();
    long much = result.writes() + result.messages();
    double seconds = result.loaded().toMillis() / 1_000.0;
    row(text, "what", "how much");
    row(text, "---", "---");
    row(text, "seed", Long.toString(result.options().seed()));
    row(text, "gateways on one PostgreSQL", Integer.toString(result.options().gateways()));
    row(text, "under load", "%.0f s", seconds);
    row(text, "writes answered as done", "%,d", result.writes());
    row(text, "messages acknowledged", "%,d", result.messages());
    row(text, "both, a second", "%.0f", much / seconds);
    row(text, "SIGKILLs of a gateway", "%,d", result.kills());
    row(text, "other faults", "%,d", result.others());
    new TreeMap<>(result.connectionFaults())
        .forEach((fault, count) -> row(text, "connections to partners: " + fault, "%,d", count));
    recoveries(text, result.recoveries());
    row(text, "settled after the last fault in", "%.0f s", result.settled().toMillis() / 1_000.0);
    row(text, "not at rest then", result.open().toString());
    row(text, "parked for a person", "%,d", parked());
    row(text, "verdict", result.judgment().isGood() ? "every promise kept" : "promises broken");
    text.append("\n```\n").append(result.judgment().text()).append("```\n");
    return text.toString();
  }

  private long parked() {
    return result.judgment().counts().entrySet().stream()
        .filter(count -> count.getKey().matches("operation \\S+ outcome_unknown"))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  private static void recoveries(StringBuilder text, List<Duration> recoveries) {
    if (recoveries.isEmpty()) {
      return;
    }
    List<Duration> sorted = recoveries.stream().sorted().toList();
    row(
        text,
        "from a restart until ready, median and most",
        "%.1f s, %.1f s",
        sorted.get(sorted.size() / 2).toMillis() / 1_000.0,
        sorted.getLast().toMillis() / 1_000.0);
  }

  private static void row(StringBuilder text, String what, String how, Object... values) {
    text.append(String.format(Locale.ROOT, "| %s | " + how + " |%n", concat(what, values)));
  }

  private static Object[] concat(String what, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = what;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }
}
