package org.partnergateway.routes.store.questions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.operations.Response;
import org.springframework.dao.DuplicateKeyException;

final class QuestionsTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JsonNode REQUEST = JsonNodeFactory.instance.objectNode().put("body", 1);
  private static final JsonNode STATE = JsonNodeFactory.instance.objectNode().put("step", "pay");
  private static final Response RESPONSE =
      new Response(201, JsonNodeFactory.instance.objectNode(), new byte[] {'{', ' ', '}'});

  private final SettableClock clock = new SettableClock("2026-11-26T01:00:00Z");
  private final Questions questions = new Questions(DATABASE.client(), clock, "me");

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate question, gateway_process");
    alive("me");
    alive("other");
  }

  private static void alive(String process) {
    DATABASE
        .template()
        .update(
            "insert into gateway_process (id, seen_at) values (?, clock_timestamp())"
                + " on conflict (id) do update set seen_at = clock_timestamp()",
            process);
  }

  private static NewQuestion asked(String id, String endpoint, String key, String body) {
    return new NewQuestion(
        "qst_" + id,
        "raven",
        "complete-checkout",
        endpoint,
        key,
        Fingerprint.of(body.getBytes(UTF_8)),
        "chk_1",
        REQUEST);
  }

  private StoredQuestion taken(Taken taken) {
    assertThat(taken).isInstanceOf(Taken.Ours.class);
    return ((Taken.Ours) taken).question();
  }

  private StoredQuestion begin(String id, String key) {
    return taken(questions.accept(asked(id, "POST /c", key, "body"), LEASE));
  }

  @Test
  void ofManyUnderOneKeyOneIsTheFirst() {
    List<Taken> all =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> questions.accept(asked("" + i, "POST /c", "k", "body"), LEASE)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(all.stream().filter(Taken.Ours.class::isInstance)).hasSize(1);
    assertThat(all.stream().filter(Taken.InFlight.class::isInstance)).hasSize(15);
  }

  @Test
  void aKeyCountsForOnePathAndOneBody() {
    begin("1", "k");

    assertThat(questions.accept(asked("2", "POST /c", "k", "other"), LEASE))
        .isInstanceOf(Taken.KeyReused.class);
    assertThat(questions.accept(asked("3", "POST /d", "k", "other"), LEASE))
        .isInstanceOf(Taken.Ours.class);
  }

  @Test
  void whatWasAnsweredIsAnsweredTheSameAndForgetsWhatItWasPaidWith() {
    StoredQuestion question = begin("1", "k");
    JsonNode kept = JsonNodeFactory.instance.objectNode().put("kept", true);

    assertThat(questions.answer(question, RESPONSE, kept)).isTrue();

    Taken again = questions.accept(asked("2", "POST /c", "k", "body"), LEASE);
    assertThat(again).isInstanceOf(Taken.Replay.class);
    assertThat(((Taken.Replay) again).response().body()).isEqualTo(RESPONSE.body());
    assertThat(
            DATABASE.template().queryForObject("select request::text from question", String.class))
        .isEqualTo("{\"kept\":true}");
    assertThat(questions.answer(question, RESPONSE, kept)).as("a second answer").isFalse();
  }

  @Test
  void whoLetsGoOrIsGoneOrTooSlowCanWriteNoMore() {
    StoredQuestion letGo = begin("1", "one");
    questions.letGo(letGo, null);
    StoredQuestion slow = begin("2", "two");
    StoredQuestion gone =
        taken(
            new Questions(DATABASE.client(), clock, "dead")
                .accept(asked("3", "POST /c", "three", "body"), LEASE));

    assertThat(begin("4", "one").id()).isEqualTo("qst_1");
    assertThat(questions.accept(asked("5", "POST /c", "two", "body"), LEASE))
        .isInstanceOf(Taken.InFlight.class);
    assertThat(begin("6", "three").id()).as("of a process that is gone").isEqualTo("qst_3");
    clock.forward(LEASE.plusSeconds(1));
    assertThat(begin("7", "two").id()).isEqualTo("qst_2");

    for (StoredQuestion before : List.of(letGo, slow, gone)) {
      assertThat(questions.note(before, STATE, true, LEASE)).isFalse();
      assertThat(questions.answer(before, RESPONSE, REQUEST)).isFalse();
      assertThat(questions.letGo(before, null)).isFalse();
    }
  }

  @Test
  void oneThingIsPaidForByOneQuestion() {
    StoredQuestion first = begin("1", "one");
    StoredQuestion second = begin("2", "two");
    questions.note(first, STATE, true, LEASE);

    assertThatThrownBy(() -> questions.note(second, STATE, true, LEASE))
        .isInstanceOf(DuplicateKeyException.class);
    questions.note(first, STATE, false, LEASE);
    assertThat(questions.note(second, STATE, true, LEASE)).isTrue();
  }

  @Test
  void whatWasBegunIsGoneOnWithWhenItIsDueOrItsProcessIsGone() {
    StoredQuestion later = begin("1", "one");
    questions.note(later, STATE, true, LEASE);
    questions.letGo(later, clock.instant().plusSeconds(5));
    StoredQuestion held = begin("2", "two");
    questions.note(held, STATE, false, LEASE);
    begin("3", "nothing begun");

    assertThat(questions.claimDue(10, LEASE)).isEmpty();
    clock.forward(Duration.ofSeconds(5));
    List<StoredQuestion> due = questions.claimDue(10, LEASE);
    assertThat(due).extracting(StoredQuestion::id).containsExactly("qst_1");
    assertThat(due.getFirst().state()).isEqualTo(STATE);
    assertThat(due.getFirst().tries()).isEqualTo(1);
    clock.forward(LEASE);
    assertThat(questions.claimDue(10, LEASE))
        .extracting(StoredQuestion::id)
        .containsExactlyInAnyOrder("qst_1", "qst_2");
  }

  @Test
  void whatWasAnsweredLongAgoIsForgottenAndWhatIsUnderWayIsNot() {
    questions.answer(begin("1", "one"), RESPONSE, REQUEST);
    StoredQuestion open = begin("2", "two");
    questions.note(open, STATE, true, LEASE);
    questions.letGo(open, clock.instant());
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

    assertThat(questions.forgetBefore(clock.instant(), 10)).isZero();
    assertThat(questions.forgetBefore(tomorrow, 10)).isEqualTo(1);
    assertThat(begin("3", "one").id()).isEqualTo("qst_3");
    assertThat(begin("4", "two").id()).isEqualTo("qst_2");
  }
}
