package org.partnergateway.routes.store.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.inbox.Stored.Verdict;

final class InboxTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
  private static final InstantSource CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final JsonNode HEADERS =
      JsonNodeFactory.instance.objectNode().put("content-type", "application/json");

  private final InboxReader reader = new InboxReader(DATABASE.client());
  private Inbox inbox;

  @BeforeEach
  void open() {
    DATABASE.template().execute("truncate inbox, inbox_progress, poll_checkpoint");
    inbox = inbox(Inbox.CAPACITY);
  }

  @AfterEach
  void close() {
    inbox.close();
  }

  @Test
  void aMessageIsThereAsItCameOnceItsFutureEnds() {
    byte[] body = {0, 1, (byte) 0xff, '{'};
    InboundMessage message = new InboundMessage("stripe", "webhook", "evt_1", HEADERS, body, NOW);

    Stored stored = inbox.store(message).join();

    assertThat(stored.verdict()).isEqualTo(Verdict.NEW);
    InboxItem item = reader.find(stored.id()).orElseThrow();
    assertThat(item.message()).usingRecursiveComparison().isEqualTo(message);
    assertThat(item.status()).isEqualTo(InboxStatus.RECEIVED);
    assertThat(item.attempts()).isZero();
  }

  @Test
  void theSameMessageAgainIsADuplicateOfTheFirst() {
    Stored first = inbox.store(message("1", "same")).join();

    assertThat(inbox.store(message("1", "same")).join())
        .isEqualTo(new Stored(first.id(), Verdict.DUPLICATE));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheSameIdIsKeptOnceAndFlagged() {
    Stored first = inbox.store(message("1", "one")).join();

    Stored other = inbox.store(message("1", "another")).join();
    Stored otherAgain = inbox.store(message("1", "another")).join();

    assertThat(other.verdict()).isEqualTo(Verdict.CONFLICTING);
    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(otherAgain).isEqualTo(other);
    InboxItem kept = reader.find(other.id()).orElseThrow();
    assertThat(kept.conflicting()).isTrue();
    assertThat(kept.status()).isEqualTo(InboxStatus.CONFLICTING);
    assertThat(kept.message().body()).asString(UTF_8).isEqualTo("another");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void theSameIdFromAnotherPartnerOrOfAnotherKindIsAnotherMessage() {
    List<InboundMessage> messages =
        List.of(
            new InboundMessage("ups", "webhook", "1", HEADERS, body("x"), NOW),
            new InboundMessage("stripe", "webhook", "1", HEADERS, body("x"), NOW),
            new InboundMessage("stripe", "order", "1", HEADERS, body("x"), NOW));

    assertThat(inbox.storeAll(messages, null))
        .extracting(Stored::verdict)
        .containsOnly(Verdict.NEW);
  }

  @Test
  void manyAtOnceAreAllStoredAndEachIsToldWhatItIs() {
    Random random = new Random(1);
    List<InboundMessage> messages = new ArrayList<>();
    for (int id = 0; id < 2_000; id++) {
      messages.add(message("m" + id, "body " + id));
      if (id % 4 == 0) {
        messages.add(message("m" + id, "body " + id));
      }
      if (id % 10 == 0) {
        messages.add(message("m" + id, "changed"));
      }
    }
    Collections.shuffle(messages, random);

    List<Verdict> verdicts = storeFromManyThreads(messages);

    assertThat(verdicts).hasSize(2_700);
    assertThat(verdicts).filteredOn(Verdict.NEW::equals).hasSize(2_000);
    // Of a conflicting pair either may come first; a duplicate of the one that came second is one
    // more that conflicts.
    assertThat(verdicts).filteredOn(Verdict.CONFLICTING::equals).hasSizeBetween(200, 300);
    assertThat(count()).isEqualTo(2_200);
    assertThat(count("select count(*) from inbox where conflicting")).isEqualTo(200);
    assertThat(count("select count(*) from inbox_progress where status = 'received'"))
        .isEqualTo(2_000);
  }

  @Test
  void twoInboxesThatGetTheSameMessagesInOppositeOrderAgree() {
    List<InboundMessage> forwards =
        IntStream.range(0, 1_000).mapToObj(id -> message("m" + id, "body")).toList();
    List<InboundMessage> backwards = forwards.reversed();
    try (Inbox other = inbox(Inbox.CAPACITY)) {
      List<CompletableFuture<Stored>> futures = new ArrayList<>();
      for (int at = 0; at < 1_000; at++) {
        futures.add(inbox.store(forwards.get(at)));
        futures.add(other.store(backwards.get(at)));
      }
      assertThat(futures.stream().map(CompletableFuture::join).map(Stored::verdict))
          .filteredOn(Verdict.NEW::equals)
          .hasSize(1_000);
    }
    assertThat(count()).isEqualTo(1_000);
  }

  @Test
  void oneThatCannotBeStoredFailsAloneAndItsNeighboursAreKept() {
    List<CompletableFuture<Stored>> futures = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      futures.add(inbox.store(message(number == 25 ? "no\0" : "m" + number, "body")));
    }

    assertThatThrownBy(futures.get(25)::join).isInstanceOf(CompletionException.class);
    futures.remove(25);
    assertThat(futures.stream().map(CompletableFuture::join).map(Stored::verdict))
        .containsOnly(Verdict.NEW);
    assertThat(count()).isEqualTo(49);
  }

  @Test
  void nothingIsAcknowledgedWhenTheDatabaseFails() {
    DATABASE.template().execute("alter table inbox rename to inbox_away");
    try {
      CompletableFuture<Stored> future = inbox.store(message("1", "body"));

      assertThatThrownBy(future::join).rootCause().hasMessageContaining("does not exist");
    } finally {
      DATABASE.template().execute("alter table inbox_away rename to inbox");
    }
    assertThat(inbox.store(message("1", "body")).join().verdict()).isEqualTo(Verdict.NEW);
  }

  @Test
  void moreThanItHoldsIsRefusedAndWhatItTookIsStored() throws Exception {
    try (Inbox small = inbox(3);
        Connection blocker = DATABASE.dataSource().getConnection()) {
      blocker.setAutoCommit(false);
      blocker.createStatement().execute("lock table inbox in access exclusive mode");
      List<CompletableFuture<Stored>> taken = new ArrayList<>();

      // Each writer takes some, then three more wait; the rest finds no room.
      assertThatThrownBy(
              () -> {
                for (int number = 0; number < 1_000; number++) {
                  taken.add(small.store(message("m" + number, "body")));
                }
              })
          .isInstanceOf(InboxFull.class);

      blocker.rollback();
      CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
      assertThat(count()).isEqualTo(taken.size());
    }
  }

  @Test
  void closingStoresWhatWaitsAndTakesNoMore() {
    List<CompletableFuture<Stored>> futures =
        IntStream.range(0, 500).mapToObj(id -> inbox.store(message("m" + id, "body"))).toList();

    inbox.close();

    assertThat(futures).allMatch(CompletableFuture::isDone);
    assertThat(count()).isEqualTo(500);
    assertThatThrownBy(() -> inbox.store(message("late", "body"))).isInstanceOf(InboxFull.class);
  }

  @Test
  void aPollsMessagesAndItsCheckpointAreStoredTogetherOrNotAtAll() {
    JsonNode checkpoint = JsonNodeFactory.instance.objectNode().put("since", "2026-11-23");
    PollCheckpoint reached = new PollCheckpoint("amazon", "orders", checkpoint);

    inbox.storeAll(List.of(message("1", "a"), message("2", "b")), reached);
    PollCheckpoint further = new PollCheckpoint("amazon", "orders", HEADERS);
    assertThatThrownBy(
            () -> inbox.storeAll(List.of(message("3", "c"), message("\0", "d")), further))
        .isInstanceOf(RuntimeException.class);

    assertThat(count()).isEqualTo(2);
    assertThat(reader.checkpoint("amazon", "orders")).contains(checkpoint);
    assertThat(reader.checkpoint("amazon", "other")).isEmpty();
  }

  @Test
  void idsFollowTheOrderOfAPoll() {
    List<InboundMessage> messages =
        Stream.of("z", "a", "m").map(id -> message(id, "body " + id)).toList();

    assertThat(inbox.storeAll(messages, null)).extracting(Stored::id).isSorted();
  }

  private static List<Verdict> storeFromManyThreads(List<InboundMessage> messages, Inbox inbox) {
    List<Thread> threads = new ArrayList<>();
    List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());
    for (int thread = 0; thread < 64; thread++) {
      int first = thread;
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (int at = first; at < messages.size(); at += 64) {
                  verdicts.add(inbox.store(messages.get(at)).join().verdict());
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return verdicts;
  }

  private List<Verdict> storeFromManyThreads(List<InboundMessage> messages) {
    return storeFromManyThreads(messages, inbox);
  }

  private static Inbox inbox(int capacity) {
    return new Inbox(DATABASE.template(), DATABASE.transactions(), CLOCK, capacity);
  }

  private static InboundMessage message(String id, String body) {
    return new InboundMessage("stripe", "webhook", id, HEADERS, body(body), NOW);
  }

  private static byte[] body(String text) {
    return text.getBytes(UTF_8);
  }

  private static long count() {
    return count("select count(*) from inbox");
  }

  private static long count(String sql) {
    return DATABASE.client().sql(sql).query(Long.class).single();
  }
}
