package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.DocumentMerge.Merged;

class DocumentMergeTest {
  private static final DocumentMerge MERGE = new DocumentMerge(new StatusRules(Statuses.file()));
  private static final String PAYMENT = "payment";
  private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

  /** News of a payment: what happened when, and how much had been taken by then. */
  record News(String status, Instant at, long captured) {
    ObjectNode set() {
      ObjectNode set = StrictJson.nodes().objectNode().put("status", status);
      set.putObject("captured_amount").put("amount", captured).put("currency", "USD");
      return set;
    }
  }

  // Few properties of many tries: each try is microseconds, and a miss is rare.
  @Property(tries = 5000)
  void theSameNewsOfAPaymentThatOnlyWentOnEndsTheSameInWhateverOrderItComes(
      @ForAll("histories") List<News> history, @ForAll Random random) {
    List<News> shuffled = new ArrayList<>(history);
    // What was told twice is no news.
    shuffled.addAll(history);
    Collections.shuffle(shuffled, random);

    ObjectNode inOrder = fold(history);
    ObjectNode outOfOrder = fold(shuffled);

    assertThat(outOfOrder.path("status").asText())
        .as("of %s, told as %s", history, shuffled)
        .isEqualTo(inOrder.path("status").asText());
    assertThat(outOfOrder.path("captured_amount")).isEqualTo(inOrder.path("captured_amount"));
  }

  @Property(tries = 2000)
  void aStatusNeverMovesAgainstTheFileAndASumNeverShrinks(@ForAll("anyNews") List<News> told) {
    Merged now = start();
    for (News news : told) {
      Merged next = merge(now, news);
      String from = now.document().path("status").asText();
      String to = next.document().path("status").asText();
      boolean later = news.at().isAfter(now.statusAt());
      assertThat(from.equals(to) || Statuses.mayMove(PAYMENT, from, to, later))
          .as("%s at %s, then %s", from, now.statusAt(), news)
          .isTrue();
      assertThat(captured(next)).isGreaterThanOrEqualTo(captured(now));
      assertThat(next.statusAt()).isAfterOrEqualTo(now.statusAt());
      now = next;
    }
  }

  @Property(tries = 1000)
  void whatIsToldTwiceChangesNothingTheSecondTime(@ForAll("anyNews") List<News> told) {
    Merged now = start();
    for (News news : told) {
      Merged once = merge(now, news);
      assertThat(merge(once, news)).isEqualTo(once);
      now = once;
    }
  }

  /** Lives in which each status may follow the one before by its rank, at times a second apart. */
  @Provide
  Arbitrary<List<News>> histories() {
    return Combinators.combine(
            Arbitraries.randomValue(random -> random), Arbitraries.integers().between(1, 6))
        .as(DocumentMergeTest::history);
  }

  private static List<News> history(Random random, int length) {
    List<News> history = new ArrayList<>();
    String status = "processing";
    long captured = 0;
    for (int i = 1; i <= length; i++) {
      String from = status;
      List<String> next =
          Statuses.of(PAYMENT).stream().filter(to -> Statuses.isStepUp(PAYMENT, from, to)).toList();
      if (next.isEmpty()) {
        break;
      }
      status = next.get(random.nextInt(next.size()));
      captured += random.nextInt(100);
      history.add(new News(status, BEGIN.plusSeconds(i), captured));
    }
    return history;
  }

  @Provide
  Arbitrary<List<News>> anyNews() {
    return Combinators.combine(
            Arbitraries.of(Statuses.of(PAYMENT)),
            Arbitraries.integers().between(-5, 5),
            Arbitraries.longs().between(0, 1000))
        .as((status, second, captured) -> new News(status, BEGIN.plusSeconds(second), captured))
        .list()
        .ofMaxSize(12);
  }

  @Test
  void oldNewsChangesNothingButSumsAndReferences() {
    Merged merged =
        MERGE.merge(
            PAYMENT,
            object(
                """
                {"status": "captured", "description": "new", "captured_amount": {"amount": 5, "currency": "USD"},
                 "partner_refs": [{"type": "payment", "value": "pi_1"}]}"""),
            BEGIN,
            object(
                """
                {"status": "authorized", "description": "old", "captured_amount": {"amount": 4, "currency": "USD"},
                 "authorized_amount": {"amount": 9, "currency": "USD"},
                 "partner_refs": [{"type": "payment", "value": "pi_1"}, {"type": "charge", "value": "ch_1"}]}"""),
            BEGIN.minusSeconds(1));

    assertThat(merged.document())
        .isEqualTo(
            object(
                """
                {"status": "captured", "description": "new", "captured_amount": {"amount": 5, "currency": "USD"},
                 "authorized_amount": {"amount": 9, "currency": "USD"},
                 "partner_refs": [{"type": "payment", "value": "pi_1"}, {"type": "charge", "value": "ch_1"}]}"""));
    assertThat(merged.statusAt()).isEqualTo(BEGIN);
  }

  @Test
  void theSameStatusAgainBringsItsOtherFieldsUnlessItIsOlder() {
    ObjectNode current = object("{\"status\": \"authorized\", \"description\": \"old\"}");
    ObjectNode news = object("{\"status\": \"authorized\", \"description\": \"new\"}");

    assertThat(description(current, news, BEGIN.plusSeconds(1))).isEqualTo("new");
    assertThat(description(current, news, BEGIN)).isEqualTo("new");
    assertThat(description(current, news, BEGIN.minusSeconds(1))).isEqualTo("old");
  }

  @Test
  void newsWithoutAStatusIsTaken() {
    ObjectNode current = object("{\"status\": \"authorized\"}");

    Merged merged =
        MERGE.merge(
            PAYMENT, current, BEGIN, object("{\"description\": \"new\"}"), BEGIN.minusSeconds(9));

    assertThat(merged.document())
        .isEqualTo(object("{\"status\": \"authorized\", \"description\": \"new\"}"));
    assertThat(current).isEqualTo(object("{\"status\": \"authorized\"}"));
  }

  private static String description(ObjectNode current, ObjectNode news, Instant at) {
    return MERGE.merge(PAYMENT, current, BEGIN, news, at).document().path("description").asText();
  }

  private static ObjectNode fold(List<News> told) {
    Merged now = start();
    for (News news : told) {
      now = merge(now, news);
    }
    return now.document();
  }

  private static Merged start() {
    return new Merged(object("{\"status\": \"processing\"}"), BEGIN);
  }

  private static Merged merge(Merged now, News news) {
    return MERGE.merge(PAYMENT, now.document(), now.statusAt(), news.set(), news.at());
  }

  private static long captured(Merged merged) {
    return merged.document().path("captured_amount").path("amount").asLong(0);
  }

  private static ObjectNode object(String json) {
    JsonNode node = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
    return (ObjectNode) node;
  }
}
