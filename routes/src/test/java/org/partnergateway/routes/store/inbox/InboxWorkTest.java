package org.partnergateway.routes.store.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

final class InboxWorkTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final InboxWork work = new InboxWork(DATABASE.template(), clock);
  private final InboxReader reader = new InboxReader(DATABASE.client());

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate inbox, inbox_progress");
  }

  @Test
  void messagesAreClaimedInTheOrderInWhichTheyCame() {
    List<Long> ids = store(5);

    assertThat(inTransaction(() -> work.claim(3)))
        .extracting(InboxItem::id)
        .isEqualTo(ids.subList(0, 3));
  }

  @Test
  void whatOneHasClaimedNobodyElseGetsUntilHisTransactionEnds() {
    List<Long> ids = store(3);

    inTransaction(
        () -> {
          assertThat(work.claim(2)).extracting(InboxItem::id).isEqualTo(ids.subList(0, 2));
          List<InboxItem> others = inAnotherTransaction(() -> work.claim(3));
          assertThat(others).extracting(InboxItem::id).containsExactly(ids.get(2));
          assertThat(inAnotherTransaction(() -> Objects.isNull(work.claimOne(ids.get(0)))))
              .isTrue();
          return null;
        });
    assertThat(inTransaction(() -> work.claim(3))).hasSize(3);
  }

  @Test
  void whatWasSettledIsNotClaimedAgain() {
    List<Long> ids = store(4);

    inTransaction(
        () -> {
          work.claim(4);
          work.settle(
              List.of(
                  Settled.applied(ids.get(0)),
                  Settled.failed(ids.get(1), "no mapping for it"),
                  Settled.contractViolation(ids.get(2), "/id: missing")));
          return null;
        });

    assertThat(inTransaction(() -> work.claim(4)))
        .extracting(InboxItem::id)
        .containsExactly(ids.get(3));
    InboxItem applied = reader.find(ids.get(0)).orElseThrow();
    assertThat(applied.status()).isEqualTo(InboxStatus.APPLIED);
    assertThat(applied.appliedAt()).isEqualTo(clock.instant());
    assertThat(applied.attempts()).isEqualTo(1);
    assertThat(reader.find(ids.get(1)).orElseThrow().reason()).isEqualTo("no mapping for it");
    assertThat(reader.countUnapplied())
        .isEqualTo(
            Map.of(
                InboxStatus.RECEIVED, 1L,
                InboxStatus.FAILED, 1L,
                InboxStatus.CONTRACT_VIOLATION, 1L));
  }

  @Test
  void aRollbackGivesMessagesBackUntouched() {
    List<Long> ids = store(1);

    assertThatThrownBy(
            () ->
                inTransaction(
                    () -> {
                      work.claim(1);
                      work.settle(List.of(Settled.applied(ids.getFirst())));
                      throw new IllegalStateException("the ledger said no");
                    }))
        .hasMessage("the ledger said no");

    InboxItem item = reader.find(ids.getFirst()).orElseThrow();
    assertThat(item.status()).isEqualTo(InboxStatus.RECEIVED);
    assertThat(item.attempts()).isZero();
  }

  @Test
  void whatWaitsIsClaimedWhenItsTimeHasCome() {
    List<Long> ids = store(2);
    long waits = ids.getFirst();
    work.settle(
        List.of(
            Settled.waiting(waits, "no such order", clock.instant().plusSeconds(60)),
            Settled.applied(ids.get(1))));

    assertThat(inTransaction(() -> work.claim(9))).isEmpty();
    clock.forward(Duration.ofSeconds(60));

    List<InboxItem> claimed = inTransaction(() -> work.claim(9));
    assertThat(claimed).extracting(InboxItem::id).containsExactly(waits);
    assertThat(claimed.getFirst().reason()).isEqualTo("no such order");
  }

  @Test
  void aReplayIsNotedWithItsReason() {
    long id = store(1).getFirst();
    Replay replay = new Replay(clock.instant(), "desk", "mapping mended");

    inTransaction(
        () -> {
          work.noteReplay(id, replay);
          return null;
        });

    assertThat(reader.replays(id)).containsExactly(replay);
  }

  @Test
  void claimingOutsideOfATransactionIsAMistake() {
    assertThatThrownBy(() -> work.claim(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void peopleListMessagesNewestFirstPageByPage() {
    List<Long> ids = store(5);
    work.settle(List.of(Settled.failed(ids.get(1), "x"), Settled.failed(ids.get(3), "x")));

    Page<InboxItem> first = reader.list(new InboxFilter("stripe", null), null, 3);
    Page<InboxItem> second = reader.list(new InboxFilter("stripe", null), first.nextCursor(), 3);
    Page<InboxItem> failed = reader.list(new InboxFilter(null, InboxStatus.FAILED), null, 3);

    assertThat(first.data()).extracting(InboxItem::id).isEqualTo(ids.reversed().subList(0, 3));
    assertThat(second.data()).extracting(InboxItem::id).isEqualTo(ids.reversed().subList(3, 5));
    assertThat(second.nextCursor()).isNull();
    assertThat(first.data())
        .as("without their bodies")
        .allMatch(one -> one.message().body().length == 0);
    assertThat(failed.data()).extracting(InboxItem::id).containsExactly(ids.get(3), ids.get(1));
    assertThat(reader.list(new InboxFilter("ups", null), null, 3).data()).isEmpty();
    assertThatThrownBy(() -> reader.list(new InboxFilter(null, null), "eA", 3))
        .isInstanceOf(InvalidCursor.class);
  }

  private List<Long> store(int count) {
    try (Inbox inbox = new Inbox(DATABASE.template(), DATABASE.transactions(), clock)) {
      List<InboundMessage> messages = IntStream.range(0, count).mapToObj(this::message).toList();
      return inbox.storeAll(messages, null).stream().map(Stored::id).toList();
    }
  }

  private InboundMessage message(int number) {
    return new InboundMessage(
        "stripe",
        "webhook",
        "evt_" + number,
        JsonNodeFactory.instance.objectNode(),
        "{}".getBytes(UTF_8),
        clock.instant());
  }

  private static <T extends @Nullable Object> T inTransaction(Supplier<T> what) {
    return DATABASE.transactions().execute(transaction -> what.get());
  }

  private static <T extends @Nullable Object> T inAnotherTransaction(Supplier<T> what) {
    TransactionTemplate another = DATABASE.transactions();
    another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return another.execute(transaction -> what.get());
  }
}
