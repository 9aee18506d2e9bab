package org.partnergateway.routes.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;

/** What doesn't fit together is told before the start, with its place. */
class DefinitionsTest {
  private static final String UPS = "partner-adapters/partners/ups.yaml";
  private static final String PUROLATOR = "partner-adapters/partners/purolator.yaml";
  private static final String PUROLATOR_CONTRACTS = "contracts/partners/purolator/";
  private static final String UPS_MAPPINGS = "transformations/partners/ups/";
  private static final String UPS_CONTRACTS = "contracts/partners/ups/";

  @Test
  void theRepositorysOwnDefinitionsFitTogether() {
    assertThat(Repository.definitions().partners()).containsKeys("amazon", "stripe", "ups");
  }

  /** What is changed, and what is told: {@code file:line} or, of a whole file, {@code file}. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "an unknown key in an adapter file",
            ups("hosts: [", "hostss: ["),
            List.of(line(UPS, "hosts: ["), "hostss", "hosts")),
        arguments(
            "a contract file that is missing",
            Repository.changed().without(UPS_CONTRACTS + "rating.openapi.yaml"),
            List.of(
                line(UPS, "contract: rating.openapi.yaml"),
                "there is no file contracts/partners/ups/rating.openapi.yaml")),
        arguments(
            "a WSDL that is missing",
            Repository.changed().without(PUROLATOR_CONTRACTS + "pickup.wsdl"),
            List.of(
                line(PUROLATOR, "contract: pickup.wsdl"),
                "there is no file contracts/partners/purolator/pickup.wsdl")),
        arguments(
            "an operation that the WSDL doesn't have",
            Repository.changed()
                .replacing(PUROLATOR, "operation: CreateShipment", "operation: CreateShipmnet"),
            List.of(
                line(PUROLATOR, "operation: CreateShipment"), "CreateShipmnet", "CreateShipment")),
        arguments(
            "a WSDL that is none",
            Repository.changed()
                .replacing(PUROLATOR_CONTRACTS + "pickup.wsdl", "</wsdl:types>", ""),
            List.of(PUROLATOR_CONTRACTS + "pickup.wsdl:", "is no WSDL")),
        arguments(
            "an element of a WSDL that has no type",
            Repository.changed()
                .replacing(
                    PUROLATOR_CONTRACTS + "pickup.wsdl",
                    "type=\"t:VoidPickUpRequestContainer\"",
                    "type=\"t:VoidPickUp\""),
            List.of(
                line(PUROLATOR_CONTRACTS + "pickup.wsdl", "type=\"t:VoidPickUpRequestContainer\""),
                "t:VoidPickUp")),
        arguments(
            "a request mapping that is missing",
            Repository.changed().without(UPS_MAPPINGS + "book-shipment.request.jslt"),
            List.of(
                line(UPS, "book-shipment:"),
                UPS_MAPPINGS + "book-shipment.request.jslt is missing")),
        arguments(
            "a response mapping that is missing",
            Repository.changed().without(UPS_MAPPINGS + "void-shipment.response.jslt"),
            List.of(
                line(UPS, "void-shipment:"),
                UPS_MAPPINGS + "void-shipment.response.jslt is missing")),
        arguments(
            "a message's mapping that is missing",
            Repository.changed().without(UPS_MAPPINGS + "webhook.message.jslt"),
            List.of(line(UPS, "  webhook:"), UPS_MAPPINGS + "webhook.message.jslt is missing")),
        arguments(
            "a mapping that nothing uses",
            Repository.changed().with(UPS_MAPPINGS + "book-pickup.request.jslt", "{}"),
            List.of(UPS_MAPPINGS + "book-pickup.request.jslt: nothing uses this file", "ups.yaml")),
        arguments(
            "a contract that nothing uses",
            Repository.changed()
                .with(
                    UPS_CONTRACTS + "freight.openapi.yaml",
                    Repository.tree().get(UPS_CONTRACTS + "rating.openapi.yaml").text()),
            List.of(UPS_CONTRACTS + "freight.openapi.yaml: nothing uses this file", "ups.yaml")),
        arguments(
            "files of a partner without an adapter",
            Repository.changed().without("partner-adapters/partners/stripe.yaml"),
            List.of(
                "contracts/partners/stripe/payments.openapi.yaml: there is no"
                    + " partner-adapters/partners/stripe.yaml",
                "transformations/partners/stripe/authorize-payment.request.jslt: there is no")),
        arguments(
            "an operation that the contract doesn't have",
            ups("operation: createShipment", "operation: createShipmnet"),
            List.of(line(UPS, "operation: createShipment"), "createShipmnet", "createShipment")),
        arguments(
            "an operation that the catalog doesn't have",
            ups("  track-shipment:", "  track-shipmnet:"),
            List.of(
                line(UPS, "  track-shipment:"),
                "there is no canonical operation 'track-shipmnet'",
                "track-shipment")),
        arguments(
            "an operation of another kind of partner",
            ups("  track-shipment:", "  capture-payment:"),
            List.of(
                line(UPS, "  track-shipment:"),
                "'capture-payment' is asked of a partner of kind payment, and this one is of kind"
                    + " carrier")),
        arguments(
            "a mapping that can't be compiled",
            Repository.changed()
                .with(UPS_MAPPINGS + "track-shipment.request.jslt", "{\n  \"path\": {\n"),
            List.of(UPS_MAPPINGS + "track-shipment.request.jslt:2")),
        arguments(
            "a mapping with an unknown function",
            Repository.changed()
                .with(UPS_MAPPINGS + "track-shipment.request.jslt", "{\n  \"path\": mony(1)\n}\n"),
            List.of(UPS_MAPPINGS + "track-shipment.request.jslt:2", "mony")),
        arguments(
            "a $ref that leads nowhere",
            Repository.changed()
                .replacing(
                    UPS_CONTRACTS + "rating.openapi.yaml",
                    "#/components/schemas/RateRequestBody",
                    "#/components/schemas/RateRequestBdoy"),
            List.of(
                line(UPS_CONTRACTS + "rating.openapi.yaml", "#/components/schemas/RateRequestBody"),
                "RateRequestBdoy")),
        arguments(
            "a file of functions where a mapping should be",
            Repository.changed()
                .with(UPS_MAPPINGS + "track-shipment.request.jslt", "def one(x) $x\n"),
            List.of(
                UPS_MAPPINGS
                    + "track-shipment.request.jslt: gives nothing: it only declares functions")),
        arguments(
            "a follow-up that the partner doesn't offer",
            ups("then: [subscribe-tracking]", "then: [subscribe-trakcing]"),
            List.of(line(UPS, "then: [subscribe-tracking]"), "subscribe-trakcing")),
        arguments(
            "a webhook that the contract doesn't have",
            ups("webhook: TrackingEvent", "webhook: TrakcingEvent"),
            List.of(line(UPS, "webhook: TrackingEvent"), "TrakcingEvent")),
        arguments(
            "a broken contract in YAML",
            Repository.changed()
                .with(UPS_CONTRACTS + "rating.openapi.yaml", "openapi: 3.1.0\nopenapi: 3.1.0\n"),
            List.of(UPS_CONTRACTS + "rating.openapi.yaml:2", "openapi")));
  }

  @ParameterizedTest(name = "{0} is told with its place")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsPlace(String mistake, Repository changed, List<String> told) {
    assertThat(String.join("\n", problems(changed))).as(mistake).contains(told);
  }

  @Test
  void severalMistakesAreToldAtOnce() {
    Repository changed =
        ups("kind: carrier", "kind: carier")
            .without("transformations/partners/amazon/get-order.request.jslt")
            .with("transformations/partners/stripe/webhook.message.jslt", "{ \"changes\": [ }")
            .with("transformations/partners/amazon/extra.message.jslt", "{}");

    assertThat(problems(changed).stream().map(problem -> problem.replaceFirst(": .*", "")))
        .as("by file and line, and nothing besides")
        .containsExactly(
            line("partner-adapters/partners/amazon.yaml", "  get-order:") + ":3",
            line(UPS, "kind: carrier") + ":1",
            "transformations/partners/amazon/extra.message.jslt",
            "transformations/partners/stripe/webhook.message.jslt:1:16");
  }

  private static List<String> problems(Repository changed) {
    DefinitionException refusal =
        catchThrowableOfType(
            DefinitionException.class,
            () -> Definitions.load(changed.files(), (partner, table, code) -> {}));
    assertThat(refusal).as("the definitions are refused").isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  private static Repository ups(String old, String replacement) {
    return Repository.changed().replacing(UPS, old, replacement);
  }

  /** Where a text stands in a file of the repository. */
  private static String line(String path, String text) {
    String before = Repository.tree().get(path).text();
    int at = before.indexOf(text);
    assertThat(at).as("'%s' in %s", text, path).isNotNegative();
    return path
        + ":"
        + (before.substring(0, at).lines().count() + (startsLine(before, at) ? 1 : 0));
  }

  private static boolean startsLine(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }
}
