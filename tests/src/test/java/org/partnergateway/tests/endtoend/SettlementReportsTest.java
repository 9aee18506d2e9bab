package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.IncomingFile;
import org.partnergateway.routes.reports.ReportFiles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Partners' own reports become settlements that are held against what was captured here. */
@SharesSandbox
class SettlementReportsTest {
  private static final String STRIPE_HEADING =
      "automatic_payout_id,balance_transaction_id,reporting_category,gross,fee,net,currency,"
          + "payment_intent_id,source_id\n";
  private static final String STRIPE = "partner=stripe&report=payout-reconciliation";

  private final RunningSandbox sandbox;
  private final Api api;

  SettlementReportsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @Test
  void aPaymentThatCameShortIsADifference() {
    ApiAnswer right = sandbox.captured();
    ApiAnswer shorter = sandbox.captured();
    String payout = RunningSandbox.fresh("po_1").replace("po_1-", "po_1");
    String report =
        STRIPE_HEADING
            + line(payout, "txn_1", right, amount(right))
            + line(payout, "txn_2", shorter, amount(shorter) - 100)
            + "%s,txn_3,charge,1.00,0.00,1.00,usd,pi_of_somebody_else,\n".formatted(payout)
            + "%s,txn_4,charge,1.0.0,0.00,1.00,usd,,\n".formatted(payout);

    JsonNode batch = send(STRIPE, "text/csv", report);
    assertThat(batch.path("status").asText()).isEqualTo("completed_with_errors");
    assertThat(batch.path("done").asInt()).isEqualTo(3);
    assertThat(batch.path("failed").asInt()).isEqualTo(1);

    JsonNode settlement = compared("stripe", payout, 3);
    assertThat(settlement.path("status").asText()).isEqualTo("paid");
    assertThat(settlement.path("lines")).hasToString("{\"total\":3,\"matched\":2,\"unmatched\":1}");
    assertThat(settlement.at("/gross/amount").asLong()).isEqualTo(amount(right) + amount(shorter));

    String id = settlement.path("id").asText();
    List<JsonNode> differences = api.all("/v1/settlement-differences?settlement_id=" + id);
    assertThat(differences)
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.path("type").asText()).isEqualTo("amount");
              assertThat(difference.path("payment_id").asText()).isEqualTo(shorter.id());
              assertThat(difference.at("/expected/amount").asLong()).isEqualTo(amount(shorter));
              assertThat(difference.at("/settled/amount").asLong())
                  .isEqualTo(amount(shorter) - 100);
            });
    assertThat(api.all("/v1/settlements/" + id + "/lines?difference=amount"))
        .extracting(line -> line.path("ref").asText())
        .containsExactly("txn_2");
    assertThat(api.all("/v1/settlements/" + id + "/lines?matched=false"))
        .extracting(line -> line.path("ref").asText())
        .containsExactly("txn_3");
    assertThat(api.all("/v1/events?type=org.partnergateway.settlement.updated.v1"))
        .anySatisfy(event -> assertThat(event.path("data")).isEqualTo(settlement));

    send(STRIPE, "text/csv", STRIPE_HEADING + line(payout, "txn_2", shorter, amount(shorter)));
    JsonNode corrected =
        Await.until(
            "the corrected report clears it",
            () -> api.get("/v1/settlements/" + id),
            now -> now.path("differences").asInt() == 0);
    assertThat(corrected.at("/lines/total").asInt()).isEqualTo(3);
  }

  @Test
  void theFirstRowOfAmazonsFileSaysWhatHoldsForAll() {
    JsonNode order = sandbox.freshOrder();
    String number = order.at("/partner_refs/0/value").asText();
    String settlement = String.valueOf(System.nanoTime());
    String report =
        """
        settlement-id	total-amount	currency	transaction-type	order-id	amount-type	amount-description	amount
        %1$s	31.84	USD
        %1$s			Order	%2$s	ItemPrice	Principal	34.99
        %1$s			Order	%2$s	ItemFees	Commission	-3.15
        """
            .formatted(settlement, number)
            .replace("\t31.84\tUSD\n", "\t31.84\tUSD\t\t\t\t\t\n");

    JsonNode batch = send("partner=amazon&report=settlement", "text/csv", report);
    assertThat(batch.path("status").asText()).isEqualTo("completed");

    JsonNode read = compared("amazon", settlement, 2);
    assertThat(read.path("payout")).isEqualTo(read.path("net"));
    assertThat(read.at("/fees/amount").asLong()).isEqualTo(315);
    assertThat(read.path("differences").asInt()).isZero();
    assertThat(api.all("/v1/settlements/" + read.path("id").asText() + "/lines"))
        .allSatisfy(
            line ->
                assertThat(line.path("order_id").asText()).isEqualTo(order.path("id").asText()));
  }

  @Test
  void canonicalLinesNeedNoReport() {
    ApiAnswer payment = sandbox.captured();
    String payout = RunningSandbox.fresh("payout");
    ObjectNode entry = Bodies.object().put("partner", "adyen").put("payout_ref", payout);
    ObjectNode line = entry.putObject("line").put("ref", "1").put("type", "payment");
    line.put("payment_ref", "no-such-payment");
    line.set("gross", payment.json().path("captured_amount"));

    send("name=by-hand", "application/x-ndjson", entry + "\n");

    assertThat(compared("adyen", payout, 1).at("/lines/unmatched").asInt()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNotTheReportIsRefusedWhole() {
    ApiAnswer answer =
        api.send(
            ApiRequest.post("/v1/batches?kind=settlements&" + STRIPE, "a,b\n1,2\n")
                .header("Content-Type", "text/csv")
                .key(RunningSandbox.fresh("report")));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.at("/detail")).contains("automatic_payout_id");
  }

  @Test
  void aReportThatAChannelBringsIsOneBatchHoweverOftenItComes() {
    String payout = RunningSandbox.fresh("po_1").replace("po_1-", "po_1");
    String content = STRIPE_HEADING + line(payout, "txn_1", sandbox.captured(), 100);
    IncomingFile file = file(RunningSandbox.fresh("fil"), "payouts.csv", content);

    assertThat(handle(file)).isEqualTo(FileHandler.Handled.TAKEN);
    assertThat(handle(file)).isEqualTo(FileHandler.Handled.TAKEN);

    compared("stripe", payout, 1);
    assertThat(api.all("/v1/batches?kind=settlements"))
        .filteredOn(batch -> batch.path("caller").asText().equals("stripe"))
        .hasSize(1);
    assertThat(
            handle(file(RunningSandbox.fresh("fil"), "other.csv", "a,b\n1,2\n")).refusedBecause())
        .contains("automatic_payout_id");
  }

  private static IncomingFile file(String id, String name, String content) {
    return new IncomingFile(
        id, "stripe", "reports", name, content.getBytes(StandardCharsets.UTF_8), Instant.now());
  }

  private FileHandler.Handled handle(IncomingFile file) {
    ConfigurableApplicationContext gateway = sandbox.sandbox().gateway();
    return gateway
        .getBean(TransactionTemplate.class)
        .execute(transaction -> gateway.getBean(ReportFiles.class).handle(file));
  }

  private static String line(String payout, String ref, ApiAnswer payment, long amount) {
    JsonNode intent = payment.json().at("/partner_refs/0/value");
    String decimal = "%d.%02d".formatted(amount / 100, amount % 100);
    return "%s,%s,charge,%s,0.00,%s,%s,%s,\n"
        .formatted(
            payout,
            ref,
            decimal,
            decimal,
            payment.at("/amount/currency").toLowerCase(),
            intent.asText());
  }

  private static long amount(ApiAnswer payment) {
    return payment.json().at("/captured_amount/amount").asLong();
  }

  private JsonNode send(String query, String mediaType, String content) {
    ApiRequest request =
        ApiRequest.post(
                "/v1/batches?kind=settlements&" + query, content.getBytes(StandardCharsets.UTF_8))
            .header("Content-Type", mediaType)
            .key(RunningSandbox.fresh("report"));
    String id = api.send(request).expect(202).id();
    return Await.until(
        "the batch ends", () -> api.get("/v1/batches/" + id), batch -> batch.has("ended_at"));
  }

  private JsonNode compared(String partner, String payout, int lines) {
    return Await.until(
        "the settlement is compared",
        () ->
            api.all("/v1/settlements?partner=" + partner).stream()
                .filter(one -> one.path("payout_ref").asText().equals(payout))
                .findFirst()
                .map(one -> (JsonNode) one)
                .orElse(Bodies.object()),
        one -> one.at("/lines/total").asInt() == lines);
  }
}
