package org.partnergateway.routes.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventHold;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxRetention;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.inbox.Settled;
import org.partnergateway.routes.store.inbox.Stored;
import org.partnergateway.routes.store.inbox.Stored.Verdict;

class RetentionTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final Duration KEEP = Duration.ofDays(30);

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final InboxWork work = new InboxWork(DATABASE.template(), clock);
  private final InboxReader reader = new InboxReader(DATABASE.client());
  private final EventOrder order = new EventOrder(DATABASE.template(), DATABASE.transactions());
  private final Retention retention = retention(2, 100);

  private Retention retention(int step, int steps) {
    return new Retention(
        new InboxRetention(DATABASE.template()),
        order,
        EventHold.NONE,
        new Retention.Periods(KEEP, Duration.ofDays(90)),
        clock,
        step,
        steps);
  }

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate inbox, inbox_progress, message_replay");
  }

  private Stored arrive(String id, String body) {
    try (Inbox inbox = new Inbox(DATABASE.template(), DATABASE.transactions(), clock)) {
      InboundMessage message =
          new InboundMessage(
              "stripe",
              "webhook",
              id,
              JsonNodeFactory.instance.objectNode(),
              body.getBytes(UTF_8),
              clock.instant());
      return inbox.storeAll(List.of(message), null).getFirst();
    }
  }

  private long applied(String id) {
    long row = arrive(id, "{}").id();
    work.settle(List.of(Settled.applied(row)));
    return row;
  }

  private boolean isThere(long id) {
    return reader.find(id).isPresent();
  }

  @Test
  void aRepeatedMessageIsKnownForAsLongAsMessagesAreKept() {
    applied("evt_1");

    clock.forward(KEEP);
    retention.run();
    assertThat(arrive("evt_1", "{}").verdict()).isEqualTo(Verdict.DUPLICATE);

    clock.forward(Duration.ofSeconds(1));
    retention.run();
    assertThat(arrive("evt_1", "{}").verdict()).as("a second too old").isEqualTo(Verdict.NEW);
  }

  @Test
  void whatIsNotAppliedIsNeverForgotten() {
    long received = arrive("a", "{}").id();
    long waiting = arrive("b", "{}").id();
    long failed = arrive("c", "{}").id();
    long violation = arrive("d", "{}").id();
    long applied = applied("e");
    work.settle(
        List.of(
            Settled.waiting(waiting, "no such order", clock.instant()),
            Settled.failed(failed, "no mapping"),
            Settled.contractViolation(violation, "/id: missing")));

    clock.forward(KEEP.plusDays(1));
    retention.run();

    assertThat(List.of(received, waiting, failed, violation)).allMatch(this::isThere);
    assertThat(isThere(applied)).isFalse();
  }

  @Test
  void withAConflictingMessageTheFirstOfItsIdStaysSoThatItIsStillAConflict() {
    long first = applied("evt_1");
    Stored other = arrive("evt_1", "{\"other\": 1}");

    clock.forward(KEEP.plusDays(1));
    retention.run();

    assertThat(isThere(first)).isTrue();
    assertThat(isThere(other.id())).isTrue();
    assertThat(arrive("evt_1", "{\"other\": 1}").verdict()).isEqualTo(Verdict.CONFLICTING);

    work.settle(List.of(Settled.applied(other.id())));
    retention.run();
    retention.run();
    assertThat(isThere(first)).as("once a person has dealt with it").isFalse();
    assertThat(isThere(other.id())).isFalse();
  }

  @Test
  void aTurnTakesSoManyStepsAndTheNextTheRest() {
    List<Long> old = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      old.add(applied("evt_" + i));
    }
    clock.forward(KEEP.plusDays(1));
    long young = applied("evt_young");

    retention(2, 2).run();
    assertThat(old.stream().filter(this::isThere)).hasSize(3);

    retention(2, 2).run();
    assertThat(old).noneMatch(this::isThere);
    assertThat(isThere(young)).isTrue();
  }

  @Test
  void eventsAreForgottenForTheirAge() {
    EventLog log = new EventLog(DATABASE.template());
    EventReader events = new EventReader(DATABASE.client(), order);
    for (String id : List.of("old", "young")) {
      DATABASE
          .transactions()
          .executeWithoutResult(transaction -> log.append(List.of(event(id, clock.instant()))));
      clock.forward(Duration.ofDays(80));
    }
    String beginning = events.read(null, 1, null).cursor();

    retention.run();

    assertThat(events.read(null, 10, null).events()).extracting(Event::id).containsExactly("young");
    assertThat(events.read(beginning, 10, null).events()).as("it had the old one").hasSize(1);
  }

  private static Event event(String id, Instant at) {
    return new Event(
        id, "order.created", "ord_1", "ord_1", null, at, JsonNodeFactory.instance.objectNode());
  }

  @ParameterizedTest(name = "messages {0}, events {1}")
  @CsvSource({
    "PT167H59M, P90D, gateway.inbox.keep-for: is PT167H59M and must be 7d at least",
    "P6D,       P90D, gateway.inbox.keep-for: is 6d and must be 7d at least",
    "P30D,      PT1H, gateway.events.keep-for: is PT1H and must be 1d at least",
  })
  void aPeriodThatIsTooShortIsRefused(Duration messages, Duration events, String said) {
    assertThatThrownBy(() -> new Retention.Periods(messages, events))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(said);
  }

  @Test
  void sevenDaysAreEnough() {
    assertThat(new Retention.Periods(Duration.ofDays(7), Duration.ofDays(1)).inbox())
        .isEqualTo(Duration.ofDays(7));
  }
}
