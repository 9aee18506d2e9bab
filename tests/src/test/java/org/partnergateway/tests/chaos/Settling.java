package org.partnergateway.tests.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;

/** Waits until nothing is under way anywhere, which may take a lease's length. */
final class Settling {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private static final String ENDED_BY_NOW =
      """
      update operation set lease_until = now()
      where status = 'in_flight' and lease_until > now() and updated_at < now() - interval '%d seconds'
      """;

  /** Longer than any live gateway keeps at an operation: its patience is 30 s. */
  private static final int NOBODY_IS_AT_IT = 35;

  /** What is in doubt is looked up for half an hour: once that is minutes away, it is at rest. */
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "operations under way",
          """
          select count(*) from operation where status in ('queued', 'in_flight')
          or (status = 'outcome_unknown' and lease_until is not null
              and (next_attempt_at is null or next_attempt_at < now() + interval '45 seconds'))""",
          "messages to be applied",
          "select count(*) from inbox_progress where status in ('received', 'waiting')",
          "messages without progress",
          """
          select count(*) from inbox i where not exists
          (select 1 from inbox_progress p where p.id = i.id)""");

  private final Database database;
  private final Load load;
  private final Deliveries deliveries;
  private final Events events;
  private final HistoryWriter history;

  Settling(
      Database database, Load load, Deliveries deliveries, Events events, HistoryWriter history) {
    this.database = database;
    this.load = load;
    this.deliveries = deliveries;
    this.events = events;
    this.history = history;
  }

  /**
   * Waits, at most so long; what is open then the checker will tell.
   *
   * @param hurry whether leases that nobody can hold any more are ended
   * @return what is still open; empty when all is at rest
   */
  Map<String, Long> await(Duration within, boolean hurry)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    Map<String, Long> open = open();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_AGAIN);
      if (hurry) {
        database.update(ENDED_BY_NOW.formatted(NOBODY_IS_AT_IT));
      }
      open = open();
    }
    return open;
  }

  private Map<String, Long> open() throws SQLException {
    Map<String, Long> open = new LinkedHashMap<>();
    for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
      open.put(question.getKey(), Long.valueOf(database.ask(question.getValue())));
    }
    open.put("stories", (long) load.open());
    open.put("deliveries", deliveries.open());
    open.put(
        "orders to be fetched",
        history.count(Entry.Placed.class)
            - Long.parseLong(database.ask("select count(*) from ledger where kind = 'order'")));
    open.put(
        "events to be read",
        Long.parseLong(database.ask("select count(*) from event_log")) - events.read());
    open.values().removeIf(count -> count <= 0);
    return open;
  }
}
