package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.simulators.StripeCaller.USD;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.tests.simulators.StripeCaller.Answer;

/** The simulator says nothing that the contract of the real one does not allow. */
final class StripeContractTest {
  private static final HttpContract CONTRACT = contract();

  private final RecordingSender sender = new RecordingSender();
  private final StripeCaller stripe =
      new StripeCaller(new StripeSimulator(sender, "http://x", "s", new SettableClock()));

  private static HttpContract contract() {
    DefinitionTree tree = DefinitionTree.ofDirectory(Path.of(".."));
    return HttpContract.read(
        "contracts/partners/stripe/payments.openapi.yaml", tree, new SchemaLibrary(tree));
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa, 200",
    "pm_card_authenticationRequired, 200",
    "pm_card_visa_chargeDeclined, 402",
    "pm_card_visa_chargeDeclinedInsufficientFunds, 402",
    "pm_card_chargeDeclinedExpiredCard, 402",
    "pm_nobody, 400"
  })
  void anAnswerToANewPaymentKeepsToTheContract(String paymentMethod, int status) {
    Answer answer = stripe.post("/v1/payment_intents", USD + "&payment_method=" + paymentMethod);

    assertThat(answer.status()).isEqualTo(status);
    allowed("createPaymentIntent", answer);
    eventsAreAllowed();
  }

  @Test
  void theAnswersAndEventsOfAPaymentsLifeKeepToTheContract() {
    String taken = "/v1/payment_intents/" + stripe.authorized();
    String released = "/v1/payment_intents/" + stripe.authorized();
    String id = taken.substring(taken.lastIndexOf('/') + 1);

    allowed("capturePaymentIntent", stripe.post(taken + "/capture", "amount_to_capture=2000"));
    allowed("capturePaymentIntent", stripe.post(taken + "/capture", ""));
    allowed("cancelPaymentIntent", stripe.post(released + "/cancel", ""));
    allowed("cancelPaymentIntent", stripe.post(taken + "/cancel", ""));
    allowed("createRefund", stripe.post("/v1/refunds", "payment_intent=" + id));
    allowed("createRefund", stripe.post("/v1/refunds", "payment_intent=" + id));
    allowed("createRefund", stripe.post("/v1/refunds", "payment_intent=pi_nothing"));
    assertThat(sender.sent).hasSize(7);
    eventsAreAllowed();
  }

  @Test
  void refusalsKeepToTheContract() {
    for (int i = 0; i < 30; i++) {
      allowed("createRefund", stripe.post("/v1/refunds", "nonsense"));
    }
    allowed(
        "createRefund", stripe.call("POST", "/v1/refunds", "", Map.of("authorization", "nobody")));
  }

  private static void allowed(String operation, Answer answer) {
    assertThat(
            CONTRACT
                .operation(operation)
                .checkResponse(
                    answer.status(), answer.headers().get("Content-Type"), answer.body()))
        .isEmpty();
  }

  private void eventsAreAllowed() {
    assertThat(sender.sent)
        .allSatisfy(
            event -> assertThat(CONTRACT.webhook("event").checkBody(event.json())).isEmpty());
  }
}
