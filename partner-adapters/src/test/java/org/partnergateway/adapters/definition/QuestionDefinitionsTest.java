package org.partnergateway.adapters.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionException;

/** Partners that ask, are told, and want our requests signed. */
final class QuestionDefinitionsTest {
  private static final String RAVEN =
      """
      id: raven
      name: Raven
      kind: marketplace
      base_url: https://raven.example
      hosts: [raven.example]
      credentials: [key, secret]
      optional_credentials: [key_before]
      auth: {scheme: none}
      signing: {scheme: timestamped-hmac-sha256, header: Raven-Signature, secret: secret}
      callers:
        tokens: [key, key_before]
        idempotency: {header: Idempotency-Key, replay_header: Replayed}
        request_id: Request-Id
        timestamp: {header: Timestamp}
      questions:
        create-checkout: {contract: checkout.openapi.yaml, operation: create}
      order_events: tell-order
      operations:
        tell-order: {contract: events.openapi.yaml, operation: tell}
        confirm-shipment: {by_events: true}
      """;

  @Test
  void bindsWhatTheFileSays() {
    PartnerDefinition raven = AdapterFiles.read("raven", RAVEN);

    assertThat(raven.signing()).isEqualTo(new SigningDefinition("Raven-Signature", "secret"));
    assertThat(raven.callers())
        .isEqualTo(
            new CallersDefinition(
                List.of("key", "key_before"),
                "Idempotency-Key",
                "Replayed",
                "Request-Id",
                "Timestamp",
                Duration.ofSeconds(300)));
    assertThat(raven.questions())
        .containsEntry(
            "create-checkout",
            new QuestionDefinition("create-checkout", "checkout.openapi.yaml", "create"));
    assertThat(raven.orderEvents()).isEqualTo("tell-order");
    assertThat(Objects.requireNonNull(raven.operations().get("confirm-shipment")).byEvents())
        .isTrue();
    assertThat(Objects.requireNonNull(raven.operations().get("tell-order")).byEvents()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret: secret}       | secret: secrt}       | raven.yaml:9:69: /signing/secret names the credential \"secrt\", which this file does not have; did you mean secret?",
        "tokens: [key,         | tokens: [kye,        | raven.yaml:11:12: /callers/tokens/0 names the credential \"kye\"",
        "tokens: [key, key_    | tokens: [key_        | /callers/tokens/0 needs \"key_before\", which is optional",
        "order_events: tell-or | order_events: tel-or | raven.yaml:17:1: /order_events names the operation \"tel-order\", which this file does not have; did you mean tell-order?",
        "order_events: tell-or | order_events: confirm-shipment # | /operations/confirm-shipment/by_events needs order_events to name another operation",
        "scheme: timestamped-h | scheme: timestamp-h  | /signing/scheme",
        "timestamp: {header: T | timestamp: {haeder: T | /callers/timestamp",
        "{by_events: true}     | {by_events: false}   | /operations/confirm-shipment",
        "questions:            | qeustions:           | did you mean \"questions\"?",
        "operation: create}    | operation: create, path: /x} | /questions/create-checkout",
      })
  void tellsWhatIsWrongWithItsPlace(String right, String wrong, String told) {
    assertThat(RAVEN).contains(right);

    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class,
            () -> AdapterFiles.read("raven", RAVEN.replace(right, wrong)));

    assertThat(e).isNotNull();
    assertThat(e.getMessage()).contains(told);
  }
}
