package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.DocumentMerge.Merged;

class DocumentMergeTest {
  private static final DocumentMerge MERGE = new DocumentMerge(Statuses.rules());
  private static final String PAYMENT = "payment";
  private static final String ORDER = "order";
  private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

  private Merged now = new Merged(object("{\"id\": \"x\"}"), Standing.NOTHING, null);

  private void begun(String status) {
    now = new Merged(object("{\"id\": \"x\"}").put("status", status), Standing.begun(status), null);
  }

  /** A message tells it, at a second after the beginning. */
  private ObjectNode tell(String kind, int second, String set) {
    Instant at = BEGIN.plusSeconds(second);
    return merge(kind, new News(object(set), at, BEGIN.plusSeconds(second), false));
  }

  /** The gateway found it out. */
  private ObjectNode find(String kind, int second, String set) {
    Instant at = BEGIN.plusSeconds(second);
    return merge(kind, new News(object(set), at, at, true));
  }

  private ObjectNode merge(String kind, News news) {
    now = MERGE.merge(kind, now.document(), now.standing(), news);
    return now.document();
  }

  private String status() {
    return now.document().path("status").asText();
  }

  @Test
  void oldNewsBringsSumsAndReferencesAndWhatNobodyHasToldYet() {
    tell(
        PAYMENT,
        5,
        """
        {"status": "captured", "description": "new", "captured_amount": {"amount": 5, "currency": "USD"},
         "partner_refs": [{"type": "payment", "value": "pi_1"}]}\
        """);
    tell(
        PAYMENT,
        4,
        """
        {"status": "authorized", "description": "old", "method": "card",
         "captured_amount": {"amount": 4, "currency": "USD"},
         "authorized_amount": {"amount": 9, "currency": "USD"},
         "partner_refs": [{"type": "payment", "value": "pi_1"}, {"type": "charge", "value": "ch_1"}]}\
        """);

    assertThat(now.document())
        .isEqualTo(
            object(
                """
                {"id": "x", "status": "captured", "description": "new", "method": "card",
                 "captured_amount": {"amount": 5, "currency": "USD"},
                 "authorized_amount": {"amount": 9, "currency": "USD"},
                 "partner_refs": [{"type": "payment", "value": "pi_1"}, {"type": "charge", "value": "ch_1"}]}\
                """));
    assertThat(now.statusAt()).isEqualTo(BEGIN.plusSeconds(5));
  }

  @Test
  void theFirstReferenceStaysTheFirst() {
    tell(ORDER, 1, "{\"partner_refs\": [{\"type\": \"order_id\", \"value\": \"1\"}]}");
    tell(
        ORDER,
        2,
        """
        {"partner_refs": [{"type": "order_id", "value": "1"}, {"type": "alias", "value": "2"}]}\
        """);

    assertThat(now.document().path("partner_refs").path(0).path("type").asText())
        .isEqualTo("order_id");
    assertThat(now.document().path("partner_refs")).hasSize(2);
  }

  @Test
  void newsOfALowerStatusThatIsNewerBringsItsOtherFields() {
    tell(ORDER, 1, "{\"status\": \"shipped\", \"ship_to\": {\"locality\": \"Oakland\"}}");
    tell(ORDER, 2, "{\"status\": \"processing\", \"ship_to\": {\"locality\": \"Berkeley\"}}");

    assertThat(status()).isEqualTo("shipped");
    assertThat(now.document().path("ship_to").path("locality").asText()).isEqualTo("Berkeley");
  }

  @Test
  void whatExplainsAStatusGoesWithIt() {
    tell(PAYMENT, 1, "{\"status\": \"failed\", \"error\": {\"code\": \"declined\"}}");
    assertThat(now.document().has("error")).isTrue();

    tell(PAYMENT, 2, "{\"status\": \"authorized\"}");
    assertThat(now.document().has("error")).isFalse();

    tell(PAYMENT, 3, "{\"status\": \"failed\", \"error\": {\"code\": \"void\"}}");
    assertThat(now.document().path("error").path("code").asText()).isEqualTo("void");
  }

  @Test
  void whatIsToBeDoneNextGoesWithTheStatusThatAskedForIt() {
    tell(
        PAYMENT,
        1,
        "{\"status\": \"requires_customer_action\", \"next_action\": {\"url\": \"https://bank.example\"}}");
    assertThat(now.document().has("next_action")).isTrue();

    tell(PAYMENT, 2, "{\"status\": \"requires_confirmation\"}");
    assertThat(now.document().has("next_action")).isFalse();
  }

  @Test
  void aLineThatWasToldStaysAndItsQuantitiesOnlyGrow() {
    tell(
        ORDER,
        1,
        """
        {"line_items": [
          {"id": "1", "title": "Mug", "quantity": {"ordered": 2, "fulfilled": 2}, "status": "fulfilled"},
          {"id": "2", "title": "Tea", "quantity": {"ordered": 1}, "status": "processing"}]}\
        """);
    tell(
        ORDER,
        2,
        """
        {"line_items": [
          {"id": "1", "title": "Blue mug", "quantity": {"ordered": 2, "fulfilled": 0}, "status": "processing"}]}\
        """);

    assertThat(now.document().path("line_items"))
        .containsExactly(
            object(
                """
                {"id": "1", "title": "Blue mug", "quantity": {"ordered": 2, "fulfilled": 2}, "status": "fulfilled"}\
                """),
            object(
                """
                {"id": "2", "title": "Tea", "quantity": {"ordered": 1}, "status": "processing"}\
                """));
  }

  @Test
  void anAnswerThatDidNotComeIsADoubtUntilItIsKnown() {
    begun("processing");
    find(PAYMENT, 1, "{\"status\": \"authorized\"}");
    find(PAYMENT, 9, "{\"status\": \"outcome_unknown\"}");
    assertThat(status()).isEqualTo("outcome_unknown");

    tell(PAYMENT, 1, "{\"status\": \"authorized\"}");
    assertThat(status())
        .as("old news, told again, says nothing of what was asked")
        .isEqualTo("outcome_unknown");

    find(PAYMENT, 20, "{\"status\": \"authorized\"}");
    assertThat(status()).as("the gateway has found out").isEqualTo("authorized");
  }

  @Test
  void anAnswerThatDidNotComeIsNoDoubtOfWhatAMessageHasToldMeanwhile() {
    begun("processing");
    // Asked at 2; told at 3; given up later.
    tell(PAYMENT, 3, "{\"status\": \"authorized\"}");
    find(PAYMENT, 2, "{\"status\": \"outcome_unknown\"}");
    assertThat(status()).isEqualTo("authorized");

    begun("processing");
    find(PAYMENT, 2, "{\"status\": \"outcome_unknown\"}");
    assertThat(status()).isEqualTo("outcome_unknown");
    tell(PAYMENT, 3, "{\"status\": \"authorized\"}");
    assertThat(status()).as("in the other order").isEqualTo("authorized");
  }

  @Test
  void whatIsKnownForCertainIsNeverInDoubt() {
    tell(PAYMENT, 1, "{\"status\": \"captured\"}");
    find(PAYMENT, 9, "{\"status\": \"outcome_unknown\"}");

    assertThat(status()).isEqualTo("captured");
  }

  @Test
  void aDeclinedAnswerWithoutAStatusEndsTheDoubtAndExplains() {
    begun("processing");
    find(PAYMENT, 1, "{\"status\": \"authorized\"}");
    find(PAYMENT, 2, "{\"status\": \"outcome_unknown\"}");
    find(PAYMENT, 3, "{\"error\": {\"code\": \"too_late\"}}");

    assertThat(status()).isEqualTo("authorized");
    assertThat(now.document().path("error").path("code").asText()).isEqualTo("too_late");
  }

  @Test
  void aDocumentWhoseHistoryWasNotKeptGoesByTheMomentOfItsStatus() {
    now =
        new Merged(
            object("{\"status\": \"authorized\", \"description\": \"held\"}"),
            Standing.since("authorized", BEGIN),
            BEGIN);

    tell(PAYMENT, -1, "{\"status\": \"processing\", \"description\": \"old\"}");
    assertThat(status()).isEqualTo("authorized");
    assertThat(now.document().path("description").asText()).isEqualTo("held");
    tell(PAYMENT, 1, "{\"status\": \"captured\", \"description\": \"new\"}");
    assertThat(status()).isEqualTo("captured");
    assertThat(now.document().path("description").asText()).isEqualTo("new");
  }

  @Test
  void partsOfAPaymentAddUpHoweverTheyAreToldAndAllOfThemAreAllOfIt() {
    now =
        new Merged(
            object("{\"id\": \"x\", \"amount\": {\"amount\": 25, \"currency\": \"USD\"}}"),
            Standing.begun("processing"),
            null);
    String part =
        """
        {"status": "partially_captured", "partner_code": "CAPTURE",
         "partner_refs": [{"type": "capture", "value": "%s", "amount": {"amount": %d, "currency": "USD"}}]}\
        """;

    tell(PAYMENT, 3, part.formatted("c2", 15));
    tell(PAYMENT, 3, part.formatted("c2", 15));
    assertThat(now.document().at("/captured_amount/amount").asLong()).isEqualTo(15);
    assertThat(status()).isEqualTo("partially_captured");
    tell(
        PAYMENT,
        2,
        """
        {"partner_refs": [{"type": "failed_capture", "value": "c3", "amount": {"amount": 10, "currency": "USD"}},
                          {"type": "pending_capture", "value": "c1", "amount": {"amount": 10, "currency": "USD"}}]}\
        """);
    assertThat(status()).isEqualTo("partially_captured");
    tell(PAYMENT, 1, part.formatted("c1", 10));

    assertThat(now.document().at("/captured_amount/amount").asLong()).isEqualTo(25);
    assertThat(status()).isEqualTo("captured");
    assertThat(now.statusAt()).isEqualTo(BEGIN.plusSeconds(3));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
