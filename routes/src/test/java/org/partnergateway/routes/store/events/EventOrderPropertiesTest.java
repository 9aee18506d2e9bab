package org.partnergateway.routes.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.StoreDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Transactions that begin, draw their ids, append, and end well or badly, in any interleaving, on
 * the real server; readers that come along in between, each with pages of its own size.
 */
class EventOrderPropertiesTest {
  private static final int WRITERS = 4;
  private static final int READERS = 3;
  private static final int STEPS = 40;
  private static final int KEYS = 3;

  private static StoreDatabase database;

  @BeforeContainer
  static void start() {
    database = StoreDatabase.alone();
  }

  @AfterContainer
  static void stop() {
    database.close();
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void everyReaderGetsEveryCommittedEventOnceAndAllInOneOrder(@ForAll Random random) {
    JdbcTemplate jdbc = database.template();
    jdbc.execute("truncate event_log, event_order");
    jdbc.execute("update event_order_state set last = 0, forgotten = 0");
    Run run = new Run(random);
    try {
      for (int i = 0; i < STEPS; i++) {
        run.step();
      }
      run.finish();
    } finally {
      run.close();
    }

    List<String> order = run.readers.getFirst().seen;
    assertThat(order)
        .as("of all that was committed")
        .containsExactlyInAnyOrderElementsOf(run.committed);
    for (Reader reader : run.readers) {
      assertThat(reader.seen).as("every reader the same").isEqualTo(order);
    }
    for (int key = 0; key < KEYS; key++) {
      String prefix = key + "-";
      assertThat(order.stream().filter(id -> id.startsWith(prefix)))
          .as("what has one key in the order of its commits")
          .containsExactlyElementsOf(
              run.committed.stream().filter(id -> id.startsWith(prefix)).toList());
    }
    run.assertCommittedBeforeAppended(order);
  }

  /** One interleaving, driven by one thread. */
  private static final class Run implements AutoCloseable {
    private final Random random;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final Map<Integer, Writer> locks = new HashMap<>();
    private final List<String> committed = new ArrayList<>();
    // Of each event, how many had been committed when it was appended.
    private final Map<String, Integer> committedBefore = new HashMap<>();
    private int number;

    Run(Random random) {
      this.random = random;
      for (int i = 0; i < WRITERS; i++) {
        writers.add(new Writer());
      }
      for (int i = 0; i < READERS; i++) {
        readers.add(new Reader(1 + random.nextInt(4)));
      }
    }

    void step() {
      if (random.nextInt(3) == 0) {
        readers.get(random.nextInt(READERS)).read();
        return;
      }
      Writer writer = writers.get(random.nextInt(WRITERS));
      switch (random.nextInt(6)) {
        case 0 -> end(writer, true);
        case 1 -> end(writer, random.nextInt(3) > 0);
        case 2 -> writer.drawId();
        default -> append(writer);
      }
    }

    private void append(Writer writer) {
      int key = random.nextInt(KEYS);
      if (locks.getOrDefault(key, writer) != writer) {
        return; // it would wait for the ledger entry
      }
      locks.put(key, writer);
      String id = key + "-" + number++;
      writer.append(id);
      committedBefore.put(id, committed.size());
    }

    private void end(Writer writer, boolean well) {
      committed.addAll(writer.end(well));
      locks.values().removeIf(holder -> holder == writer);
    }

    void finish() {
      writers.forEach(writer -> end(writer, true));
      readers.forEach(Reader::readAll);
    }

    void assertCommittedBeforeAppended(List<String> order) {
      for (String id : committed) {
        List<String> before = committed.subList(0, committedBefore.get(id));
        assertThat(order.subList(0, order.indexOf(id)))
            .as("what was committed before %s was appended", id)
            .containsAll(before);
      }
    }

    @Override
    public void close() {
      writers.forEach(Writer::close);
    }
  }

  /** A connection of its own, with one transaction at a time. */
  private static final class Writer {
    private final SingleConnectionDataSource connection =
        new SingleConnectionDataSource(
            database.dataSource().getJdbcUrl(),
            database.dataSource().getUsername(),
            database.dataSource().getPassword(),
            true);
    private final JdbcTemplate jdbc = new JdbcTemplate(connection);
    private final List<String> appended = new ArrayList<>();
    private boolean open;

    void drawId() {
      begin();
      jdbc.queryForList("select pg_current_xact_id()::text");
    }

    void append(String id) {
      begin();
      jdbc.update(
          """
          insert into event_log (occurred_at, id, type, subject, partition_key, data)
          values (now(), ?, 't', 's', ?, '{}')
          """,
          id,
          id.substring(0, 1));
      appended.add(id);
    }

    private void begin() {
      if (!open) {
        jdbc.execute("begin");
        open = true;
      }
    }

    List<String> end(boolean well) {
      List<String> done = well ? List.copyOf(appended) : List.of();
      appended.clear();
      if (open) {
        jdbc.execute(well ? "commit" : "rollback");
        open = false;
      }
      return done;
    }

    void close() {
      connection.destroy();
    }
  }

  /** Reads on from its cursor, so many at a time. */
  private static final class Reader {
    private final EventReader events =
        new EventReader(
            database.client(), new EventOrder(database.template(), database.transactions()));
    private final int size;
    private final List<String> seen = new ArrayList<>();
    private @Nullable String cursor;

    Reader(int size) {
      this.size = size;
    }

    boolean read() {
      EventPage page = events.read(cursor, size, null);
      cursor = page.cursor();
      page.events().forEach(event -> seen.add(event.id()));
      return page.more();
    }

    void readAll() {
      while (read()) {
        // There is more.
      }
    }
  }
}
