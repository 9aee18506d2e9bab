package org.partnergateway.routes.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.transformations.MappingException;
import org.partnergateway.transformations.MappingLibrary;

/** What the present state allows, and what success means for other documents. */
class GatewayMappingsTest {
  private static final GatewayMappings MAPPINGS =
      new GatewayMappings(MappingLibrary.compile(Repository.tree(), (partner, table, code) -> {}));

  private static final String ORDER =
      """
      {"id": "ord_1", "status": "confirmed", "line_items": [
        {"id": "li_1", "status": "processing", "quantity": {"ordered": 3}},
        {"id": "li_2", "status": "processing", "quantity": {"ordered": 2, "canceled": 1}}]}\
      """;

  @ParameterizedTest(name = "{0} of a payment that is {1}, {2} of 1000: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          capture-payment | authorized         | -        | -
          capture-payment | authorized         | 1000 USD | -
          capture-payment | partially_captured | 400 USD  | -
          capture-payment | partially_captured | 701 USD  | At most 700 minor units are left to capture.
          capture-payment | authorized         | 1001 USD | At most 1000 minor units are left to capture.
          capture-payment | authorized         | 10 EUR   | The payment is in USD, so it can't be captured in EUR.
          capture-payment | captured           | -        | A payment can be captured while it is authorized or partially captured, and this one is captured.
          capture-payment | canceled           | -        | A payment can be captured while it is authorized or partially captured, and this one is canceled.
          capture-payment | outcome_unknown    | -        | A payment can be captured while it is authorized or partially captured, and this one is outcome_unknown.
          confirm-payment | requires_confirmation | -     | -
          confirm-payment | requires_customer_action | -  | -
          confirm-payment | authorized         | -        | A payment is confirmed when the customer has approved it, and this one is authorized.
          cancel-payment  | authorized         | -        | -
          cancel-payment  | processing         | -        | -
          cancel-payment  | partially_captured | -        | A payment can be canceled until it is captured, and this one is partially_captured. Refund it.
          cancel-payment  | captured           | -        | A payment can be canceled until it is captured, and this one is captured. Refund it.
          cancel-payment  | failed             | -        | A payment can be canceled until it is captured, and this one is failed.
          refund-payment  | authorized         | -        | A payment can be refunded once it is captured, and this one is authorized.
          refund-payment  | captured           | 901 USD  | At most 900 minor units are left to refund.
          refund-payment  | captured           | 10 EUR   | The payment is in USD, so it can't be refunded in EUR.
          """)
  void aPaymentAllowsWhatItsStatusAllows(
      String operation, String status, String amount, String refusal) {
    ObjectNode input = object("{\"request\": {}}");
    ObjectNode payment =
        object("{\"id\": \"pay_1\", \"amount\": {\"amount\": 1000, \"currency\": \"USD\"}}");
    payment.put("status", status).set("authorized_amount", payment.get("amount"));
    if (status.equals("partially_captured")) {
      payment.set("captured_amount", money("300 USD"));
    } else if (status.equals("captured")) {
      payment.set("captured_amount", money("1000 USD"));
      payment.set("refunded_amount", money("100 USD"));
    }
    input.set("payment", payment);
    if (!amount.equals("-")) {
      ((ObjectNode) input.get("request")).set("amount", money(amount));
    }
    expect(operation, input, refusal);
  }

  @ParameterizedTest(name = "900 left, {0} {1} under way, asked for {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | pending         | 500 | -
          400 | pending         | 501 | At most 500 minor units are left to refund. Refunds of 400 more are under way.
          400 | outcome_unknown | 501 | At most 500 minor units are left to refund. Refunds of 400 more are under way.
          400 | manual_review   | 501 | At most 500 minor units are left to refund. Refunds of 400 more are under way.
          900 | pending         | 1   | Nothing is left to refund. Refunds of 900 minor units are under way.
          400 | failed          | 900 | -
          100 | succeeded       | 900 | -
          """)
  void refundsThatAreUnderWayTakeTheirPart(int other, String status, int wanted, String refusal) {
    ObjectNode input = object("{\"request\": {}}");
    ((ObjectNode) input.get("request")).set("amount", money(wanted + " USD"));
    ObjectNode payment = object("{\"id\": \"pay_1\", \"status\": \"captured\"}");
    payment.set("captured_amount", money("1000 USD"));
    payment.set("refunded_amount", money("100 USD"));
    input.set("payment", payment);
    input.putArray("others").addObject().put("status", status).set("amount", money(other + " USD"));
    if (refusal.equals("-")) {
      JsonNode draft = Objects.requireNonNull(MAPPINGS.draft("refund-payment", input));
      assertThat(draft.at("/amount/amount").asInt()).isEqualTo(wanted);
    } else {
      expect("refund-payment", input, refusal);
    }
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          book-shipment     | succeeded | {"tracking_number": "1Z1"}                              | {"status": "purchased", "tracking_number": "1Z1", "parcels": [{"id": "1", "tracking_number": "1Z1"}]}
          book-shipment     | failed    | {}                                                      | {"status": "failed", "error": {"code": "not_done", "message": "looked"}}
          void-shipment     | succeeded | {}                                                      | {"status": "voided"}
          void-shipment     | failed    | {}                                                      | {"status": "purchased"}
          authorize-payment | succeeded | {"partner_refs": [{"type": "pi", "value": "pi_1"}]}     | {"status": "authorized", "authorized_amount": {"amount": 1000, "currency": "USD"}, "partner_refs": [{"type": "pi", "value": "pi_1"}]}
          confirm-payment   | succeeded | {"partner_refs": [{"type": "au", "value": "A1"}]}       | {"status": "authorized", "authorized_amount": {"amount": 1000, "currency": "USD"}, "partner_refs": [{"type": "au", "value": "A1"}]}
          confirm-payment   | failed    | {}                                                      | {"status": "requires_confirmation"}
          capture-payment   | succeeded | {}                                                      | {"status": "captured", "captured_amount": {"amount": 1000, "currency": "USD"}}
          capture-payment   | failed    | {}                                                      | {"status": "authorized"}
          cancel-payment    | succeeded | {}                                                      | {"status": "canceled"}
          cancel-payment    | failed    | {}                                                      | {"status": "processing"}
          refund-payment    | succeeded | {}                                                      | {"status": "succeeded"}
          confirm-shipment  | succeeded | {}                                                      | {}
          """)
  void aPersonsWordMakesOfTheResourceWhatThePartnersWouldHave(
      String operation, String outcome, String result, String expected) {
    ObjectNode input = object("{\"request\": {}}");
    input.set(
        "payment",
        object("{\"id\": \"pay_1\", \"amount\": {\"amount\": 1000, \"currency\": \"USD\"}}"));
    input.set("shipment", object("{\"id\": \"shp_1\", \"parcels\": [{\"id\": \"1\"}]}"));
    ObjectNode resolution = input.putObject("resolution");
    resolution.put("outcome", outcome).put("reason", "looked").set("result", object(result));
    assertThat(MAPPINGS.resolved(operation, input)).isEqualTo(object(expected));
  }

  @ParameterizedTest(name = "{0} of a shipment that is {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          void-shipment    | purchased       | -
          void-shipment    | voided          | A shipment can be voided once it is purchased, and this one is voided.
          void-shipment    | purchasing      | A shipment can be voided once it is purchased, and this one is purchasing.
          void-shipment    | outcome_unknown | A shipment can be voided once it is purchased, and this one is outcome_unknown.
          confirm-shipment | purchased       | -
          confirm-shipment | failed          | Only a purchased shipment can be confirmed, and this one is failed.
          """)
  void aShipmentAllowsWhatItsStatusAllows(String operation, String status, String refusal) {
    ObjectNode input = object("{\"request\": {}}");
    input.putObject("shipment").put("id", "shp_1").put("status", status);
    input.set("order", object(ORDER));
    expect(operation, input, refusal);
  }

  @Test
  void linesThatTheOrderDoesNotHaveAreNamed() {
    ObjectNode input =
        object(
            """
            {"request": {"line_items": [{"line_item_id": "li_1", "quantity": 1},
                                        {"line_item_id": "li_7", "quantity": 1},
                                        {"line_item_id": "li_8", "quantity": 1}]},
             "shipment": {"id": "shp_1", "status": "purchased"}}\
            """);
    input.set("order", object(ORDER));

    expect("confirm-shipment", input, "The order has no line li_7, li_8.");
  }

  @Test
  void moreOfALineThanIsLeftCanNotBeConfirmed() {
    ObjectNode input =
        object(
            """
            {"request": {"line_items": [{"line_item_id": "li_2", "quantity": 2}]},
             "shipment": {"id": "shp_1", "status": "purchased"}}\
            """);
    input.set("order", object(ORDER));

    expect("confirm-shipment", input, "Of line li_2 at most 1 is left to ship.");
    ((ObjectNode) input.get("request"))
        .set(
            "line_items",
            StrictJson.read(
                """
                [{"line_item_id": "li_1", "quantity": 2}, {"line_item_id": "li_1", "quantity": 2}]\
                """
                    .getBytes(StandardCharsets.UTF_8)));
    expect("confirm-shipment", input, "Of line li_1 at most 3 is left to ship.");
  }

  @Test
  void aBookingWithoutAnAddressToShipToIsRefused() {
    ObjectNode input =
        object("{\"request\": {\"carrier\": \"ups\"}, \"order\": {\"id\": \"ord_1\"}}");

    expect(
        "book-shipment",
        input,
        "The order has no ship_to, since its marketplace shows none; give one with the request.");
  }

  @Test
  void aBookingShipsToTheRequestsAddressElseToTheOrders() {
    ObjectNode input =
        object(
            """
            {"request": {"carrier": "ups", "order_id": "ord_1"},
             "order": {"id": "ord_1", "ship_to": {"name": "Ada"}}}\
            """);

    assertThat(MAPPINGS.draft("book-shipment", input))
        .isEqualTo(
            object(
                """
                {"order_id": "ord_1", "direction": "outbound", "carrier": "ups",
                 "ship_to": {"name": "Ada"}}\
                """));
    ((ObjectNode) input.get("request")).putObject("ship_to").put("name", "Grace");
    assertThat(Objects.requireNonNull(MAPPINGS.draft("book-shipment", input)).at("/ship_to/name"))
        .hasToString("\"Grace\"");
  }

  @Test
  void aRefundWithoutAnAmountIsOfAllThatIsLeft() {
    ObjectNode input =
        object(
            """
            {"request": {"reason": "buyer_request"},
             "payment": {"id": "pay_1", "order_id": "ord_1", "status": "captured",
                         "captured_amount": {"amount": 1000, "currency": "JPY"},
                         "refunded_amount": {"amount": 999, "currency": "JPY"}}}\
            """);

    assertThat(MAPPINGS.draft("refund-payment", input))
        .isEqualTo(
            object(
                """
                {"payment_id": "pay_1", "order_id": "ord_1",
                 "amount": {"amount": 1, "currency": "JPY"}, "reason": "buyer_request"}\
                """));
    ((ObjectNode) input.get("payment")).set("refunded_amount", money("1000 JPY"));
    expect("refund-payment", input, "Nothing is left to refund.");
  }

  @ParameterizedTest(name = "a refund of 250 that is {0} on top of {1}: {2}")
  @CsvSource({"succeeded, -, 250", "succeeded, 300, 550", "pending, 300, -", "failed, 300, -"})
  void whatWasRefundedAddsUpOnThePayment(String status, String before, String after) {
    ObjectNode input =
        object(
            """
            {"answer": {}, "refund": {"amount": {"amount": 250, "currency": "USD"}},
             "payment": {"id": "pay_1"}}\
            """);
    ((ObjectNode) input.get("answer")).put("status", status);
    // The provider's word may have come first, with this refund in it.
    ((ObjectNode) input.get("payment")).set("refunded_amount", money("550 USD"));
    ArrayNode others = input.putArray("others");
    others.addObject().put("status", "pending").set("amount", money("77 USD"));
    if (!before.equals("-")) {
      others.addObject().put("status", "succeeded").set("amount", money(before + " USD"));
    }

    List<Change> changes = MAPPINGS.results("refund-payment", input);

    if (after.equals("-")) {
      assertThat(changes).isEmpty();
    } else {
      assertThat(changes)
          .containsExactly(
              Change.of(
                  "payment",
                  "pay_1",
                  (ObjectNode) object("{}").set("refunded_amount", money(after + " USD"))));
    }
  }

  @ParameterizedTest(name = "of 3 and of 2 less 1: {0} makes the order {1}, its lines {2} and {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                                                     | shipped    | fulfilled 3  | fulfilled 1
          [{"line_item_id": "li_1", "quantity": 3}]                                              | processing | fulfilled 3  | processing 0
          [{"line_item_id": "li_1", "quantity": 1}]                                              | processing | partial 1    | processing 0
          [{"line_item_id": "li_1", "quantity": 1}, {"line_item_id": "li_2", "quantity": 1}]     | processing | partial 1    | fulfilled 1
          [{"line_item_id": "li_1", "quantity": 3}, {"line_item_id": "li_2", "quantity": 1}]     | shipped    | fulfilled 3  | fulfilled 1
          """)
  void aConfirmationMayBeForAPartOfTheOrder(
      String lines, String order, String firstLine, String secondLine) {
    ObjectNode input = object("{\"request\": {}}");
    input.set("order", object(ORDER));
    JsonNode named = StrictJson.read(lines.getBytes(StandardCharsets.UTF_8));
    if (!named.isEmpty()) {
      ((ObjectNode) input.get("request")).set("line_items", named);
    }

    List<Change> changes = MAPPINGS.results("confirm-shipment", input);

    assertThat(changes).hasSize(1);
    ObjectNode set = changes.getFirst().set();
    assertThat(set.path("status").asText()).isEqualTo(order);
    assertThat(line(set, 0)).isEqualTo(firstLine);
    assertThat(line(set, 1)).isEqualTo(secondLine);
  }

  @Test
  void whatIsConfirmedInPartsAddsUp() {
    ObjectNode input =
        object("{\"request\": {\"line_items\": [{\"line_item_id\": \"li_1\", \"quantity\": 2}]}}");
    ObjectNode order = object(ORDER);
    ObjectNode line = (ObjectNode) order.at("/line_items/0");
    line.put("status", "partial");
    ((ObjectNode) line.get("quantity")).put("fulfilled", 1);
    input.set("order", order);

    ObjectNode set = MAPPINGS.results("confirm-shipment", input).getFirst().set();

    assertThat(line(set, 0)).isEqualTo("fulfilled 3");
    assertThat(set.path("status").asText()).isEqualTo("processing");
  }

  @Test
  void anOperationWithoutAGatewayMappingHasNoDraftAndNoConsequences() {
    assertThat(MAPPINGS.draft("subscribe-tracking", object("{}"))).isNull();
    assertThat(MAPPINGS.results("subscribe-tracking", object("{}"))).isEmpty();
  }

  private static void expect(String operation, ObjectNode input, String refusal) {
    if (refusal.equals("-")) {
      ObjectNode draft =
          ((ObjectNode) Objects.requireNonNull(MAPPINGS.draft(operation, input))).deepCopy();
      draft.remove("plan");
      assertThat(draft).isEqualTo(object("{}"));
      return;
    }
    assertThatThrownBy(() -> MAPPINGS.draft(operation, input))
        .isInstanceOfSatisfying(
            MappingException.class,
            e -> {
              assertThat(Refusals.isRefusal(e)).isTrue();
              assertThat(Refusals.detail("ups", e)).isEqualTo(refusal);
            });
  }

  private static String line(ObjectNode set, int number) {
    JsonNode line = set.path("line_items").path(number);
    return line.path("status").asText() + " " + line.at("/quantity/fulfilled").asText("-");
  }

  private static ObjectNode money(String text) {
    String[] parts = text.split(" ", 2);
    return object("{}").put("amount", Integer.parseInt(parts[0])).put("currency", parts[1]);
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
