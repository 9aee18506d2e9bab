package org.partnergateway.routes.store.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.routes.store.ExpiredCursor;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.StoreDatabase;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

final class EventLogTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final EventLog log = new EventLog(DATABASE.template());
  private final EventOrder order = new EventOrder(DATABASE.template(), DATABASE.transactions());
  private final EventReader reader = new EventReader(DATABASE.client(), order);

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate event_log, event_order");
    DATABASE.template().execute("update event_order_state set last = 0, forgotten = 0");
  }

  @Test
  void anEventComesBackAsItWasAppended() {
    Event event =
        new Event(
            "evt_1",
            "order.created",
            "ord_1",
            "ord_1",
            "amazon",
            Instant.parse("2026-11-23T02:00:00.123456Z"),
            JsonNodeFactory.instance.objectNode().put("status", "created"));
    inTransaction(() -> log.append(List.of(event)));

    EventPage page = reader.read(null, 10, null);

    assertThat(page.events()).containsExactly(event);
    assertThat(page.more()).isFalse();
    assertThat(reader.read(page.cursor(), 10, null).events()).isEmpty();
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrRepetition() {
    append("a", "b", "c", "d", "e");

    EventPage first = reader.read(null, 2, null);
    append("f");
    EventPage second = reader.read(first.cursor(), 2, null);
    EventPage third = reader.read(second.cursor(), 2, null);
    append("g");
    EventPage fourth = reader.read(third.cursor(), 2, null);

    assertThat(ids(first)).containsExactly("a", "b");
    assertThat(first.more()).isTrue();
    assertThat(ids(second)).containsExactly("c", "d");
    assertThat(ids(third)).containsExactly("e", "f");
    assertThat(third.more()).isFalse();
    assertThat(ids(fourth)).containsExactly("g");
  }

  @Test
  void anEventOfATransactionThatCommitsLateIsNotSkippedNorIsAnyRepeated() {
    List<String> cursors = new ArrayList<>();
    append("before");
    inTransaction(
        () -> {
          log.append(List.of(event("late")));
          inAnotherTransaction(() -> log.append(List.of(event("quick"))));

          EventPage early = inAnother(null);
          assertThat(ids(early)).containsExactly("before", "quick");
          cursors.add(early.cursor());
          EventPage nothing = inAnother(early.cursor());
          assertThat(ids(nothing)).isEmpty();
          cursors.add(nothing.cursor());
        });
    append("after");

    for (String cursor : cursors) {
      assertThat(ids(reader.read(cursor, 10, null))).containsExactly("late", "after");
    }
  }

  @Test
  void aTransactionThatBeganEarlyAndAppendsLateComesLate() {
    inTransaction(
        () -> {
          // Draws its transaction id first, as claiming a message does.
          DATABASE.template().queryForList("select pg_current_xact_id()::text");
          inAnotherTransaction(() -> log.append(List.of(event("paid"))));
          log.append(List.of(event("shipped")));
        });

    assertThat(ids(reader.read(null, 10, null))).containsExactly("paid", "shipped");
  }

  @Test
  void anOpenTransactionElsewhereHoldsNothingUp() {
    inTransaction(
        () -> {
          DATABASE.template().queryForList("select pg_current_xact_id()::text");
          inAnotherTransaction(() -> log.append(List.of(event("a"))));
          EventPage first = inAnother(null);
          inAnotherTransaction(() -> log.append(List.of(event("b"))));
          EventPage second = inAnother(first.cursor());

          assertThat(ids(first)).containsExactly("a");
          assertThat(ids(second)).containsExactly("b");
        });
  }

  @Test
  void whatIsRolledBackNeverWas() {
    assertThatThrownBy(
            () ->
                inTransaction(
                    () -> {
                      log.append(List.of(event("never")));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    append("real");

    assertThat(ids(reader.read(null, 10, null))).containsExactly("real");
  }

  @Test
  void aReaderOfOneTypeIsNotHeldUpByTheOthers() {
    append("a", "b", "c");
    inTransaction(() -> log.append(List.of(event("d", "order.shipped"))));

    EventPage page = reader.read(null, 2, "order.shipped");

    assertThat(ids(page)).containsExactly("d");
    append("e");
    EventPage next = reader.read(page.cursor(), 2, "order.shipped");
    assertThat(next.events()).isEmpty();
    assertThat(next.cursor()).isNotEqualTo(page.cursor());
  }

  @Test
  void withManyWritersAReaderGetsEveryEventOnceAndEachWritersInItsOrder() {
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 8)
            .mapToObj(writer -> CompletableFuture.runAsync(() -> appendMany(writer)))
            .toList();

    List<String> seen = new ArrayList<>();
    @Nullable String cursor = null;
    boolean lastRound = false;
    while (true) {
      boolean done = writers.stream().allMatch(CompletableFuture::isDone);
      EventPage page = reader.read(cursor, 7, null);
      cursor = page.cursor();
      seen.addAll(ids(page));
      if (lastRound && !page.more() && page.events().isEmpty()) {
        break;
      }
      lastRound = done;
    }
    writers.forEach(CompletableFuture::join);

    assertThat(seen).hasSize(8 * 60).doesNotHaveDuplicates();
    for (int writer = 0; writer < 8; writer++) {
      String prefix = writer + "-";
      assertThat(seen.stream().filter(id -> id.startsWith(prefix)).toList()).isSorted();
    }
  }

  private void appendMany(int writer) {
    Random random = new Random(writer);
    int number = 100;
    while (number < 160) {
      List<Event> some = new ArrayList<>();
      for (int count = random.nextInt(3) + 1; count > 0 && number < 160; count--) {
        some.add(event(writer + "-" + number++));
      }
      inTransaction(() -> log.append(some));
    }
  }

  @Test
  void listenersAreToldAfterTheCommitAndOnlyThen() {
    AtomicInteger told = new AtomicInteger();
    Set<Integer> toldInside = new HashSet<>();
    Runnable end = log.onAppended(told::incrementAndGet);

    inTransaction(
        () -> {
          log.append(List.of(event("a")));
          toldInside.add(told.get());
        });
    assertThat(toldInside).containsExactly(0);
    assertThat(told).hasValue(1);

    end.run();
    append("b");
    assertThat(told).hasValue(1);
  }

  @Test
  void appendingOutsideOfATransactionIsAMistake() {
    assertThatThrownBy(() -> log.append(List.of(event("a"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "event",
        "event -1",
        "event 1 2",
        "event 1;",
        "event 1234567890123456789",
        "event 99",
      })
  void whatNoPageGaveIsRefused(String inside) {
    assertThatThrownBy(() -> reader.read(ListCursor.encode(inside), 10, null))
        .isInstanceOf(InvalidCursor.class);
  }

  @Test
  void allReadersGetEventsOfOverlappingTransactionsInOneOrder() {
    List<String> early = new ArrayList<>();
    inTransaction(
        () -> {
          log.append(List.of(event("late")));
          inAnotherTransaction(() -> log.append(List.of(event("quick"))));
          early.addAll(ids(inAnother(null)));
        });

    assertThat(early).containsExactly("quick");
    assertThat(ids(reader.read(null, 10, null)))
        .as("one who begins later")
        .containsExactly("quick", "late");
  }

  @Test
  void whatIsForgottenForItsAgeIsToldToWhoeverHadNotReadIt() {
    append("a", "b", "c");
    String afterA = reader.read(null, 1, null).cursor();
    String afterB = reader.read(null, 2, null).cursor();
    Instant young = Instant.parse("2026-11-23T02:00:00Z");
    inTransaction(() -> log.append(List.of(event("d", "order.created", young))));
    reader.read(null, 1, null);

    assertThat(order.forgetBefore(young, 2)).as("so many at once").isEqualTo(2);

    assertThatThrownBy(() -> reader.read(afterA, 10, null))
        .isInstanceOf(ExpiredCursor.class)
        .hasMessageStartingWith("1 event(s) after this cursor were forgotten");
    assertThat(ids(reader.read(afterB, 10, null))).containsExactly("c", "d");
    assertThat(ids(reader.read(null, 10, null))).containsExactly("c", "d");
    assertThat(order.forgetBefore(young, 10)).isEqualTo(1);
    assertThat(order.forgetBefore(young, 10)).as("what is young stays").isZero();
    assertThat(ids(reader.read(null, 10, null))).containsExactly("d");
  }

  @Test
  void rowsThatWereRestoredIntoAnotherClusterAreReadOnce() {
    append("a", "b");
    String cursor = reader.read(null, 10, null).cursor();
    append("c");
    // Another cluster's transaction ids, far ahead of this one's, and none of what it has seen.
    DATABASE
        .template()
        .execute(
            "update event_log set transaction = (pg_current_xact_id()::text::bigint + 1000)::text::xid8");
    DATABASE
        .template()
        .execute("update event_order_state set cluster = 1, seen = '900000000:900000000:'");
    EventReader restarted =
        new EventReader(
            DATABASE.client(), new EventOrder(DATABASE.template(), DATABASE.transactions()));

    assertThat(ids(restarted.read(cursor, 10, null))).containsExactly("c");
    append("d");
    for (int i = 0; i < 1100; i++) {
      DATABASE.template().queryForList("select pg_current_xact_id()::text");
    }
    append("e");
    assertThat(ids(restarted.read(null, 10, null))).containsExactly("a", "b", "c", "d", "e");
  }

  private void append(String... ids) {
    inTransaction(() -> log.append(Arrays.stream(ids).map(EventLogTest::event).toList()));
  }

  private EventPage inAnother(@Nullable String cursor) {
    List<EventPage> pages = new ArrayList<>();
    inAnotherTransaction(() -> pages.add(reader.read(cursor, 10, null)));
    return pages.getFirst();
  }

  private static Event event(String id) {
    return event(id, "order.created");
  }

  private static Event event(String id, String type) {
    return event(id, type, Instant.EPOCH);
  }

  private static Event event(String id, String type, Instant at) {
    return new Event(id, type, "ord_1", "ord_1", null, at, JsonNodeFactory.instance.objectNode());
  }

  private static List<String> ids(EventPage page) {
    return page.events().stream().map(Event::id).toList();
  }

  private static void inTransaction(Runnable what) {
    DATABASE.transactions().executeWithoutResult(transaction -> what.run());
  }

  private static void inAnotherTransaction(Runnable what) {
    TransactionTemplate another = DATABASE.transactions();
    another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    another.executeWithoutResult(transaction -> what.run());
  }
}
