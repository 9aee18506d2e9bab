package org.partnergateway.routes.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.adapters.signature.SignatureCheck;
import org.partnergateway.adapters.signature.StandardWebhooks;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.store.StoreDatabase;

/** How endpoints are registered and changed, and what their deliveries are signed by. */
final class EndpointServiceTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private Hooks hooks;

  @BeforeEach
  void begin() {
    hooks = new Hooks(DATABASE);
  }

  @Test
  void aKeyMakesOneEndpointAndIsAnsweredTheSame() {
    ObjectNode body = Hooks.body("https://hooks.example/");
    Answer first = hooks.answer("key", body);
    Answer second = hooks.answer("key", body);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.headers()).doesNotContainKey("Idempotency-Replayed");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("Idempotency-Replayed", "true");
    assertThat(second.headers().get("Location")).isEqualTo(first.headers().get("Location"));
    assertThat(hooks.endpoints.list(null, 10).data()).hasSize(1);
    assertThatThrownBy(() -> hooks.answer("key", Hooks.body("https://other.example/")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("stands for another request");
  }

  @Test
  void aKeyThatIsForgottenMayStandForSomethingNew() {
    ObjectNode body = Hooks.body("https://hooks.example/");
    hooks.answer("key", body);
    hooks.clock.forward(Duration.ofDays(8));
    hooks.endpoints.forget(Duration.ofDays(7));

    assertThat(hooks.answer("key", body).headers()).doesNotContainKey("Idempotency-Replayed");
    assertThat(hooks.endpoints.list(null, 10).data()).hasSize(2);
  }

  @Test
  void nothingSecretIsReadableInTheStore() {
    ObjectNode body = Hooks.body("https://hooks.example/");
    body.putObject("headers").put("Authorization", "Bearer very-secret");
    JsonNode created = hooks.create("key", body);
    hooks.service.rotate(created.path("id").asText(), StrictJson.nodes().objectNode());
    hooks.deliver();

    String secret = created.path("secret").asText().substring("whsec_".length());
    for (String table : List.of("webhook_endpoint", "webhook_secret")) {
      for (Map<String, Object> row : DATABASE.template().queryForList("select * from " + table)) {
        row.values().stream()
            .filter(value -> value != null)
            .map(
                value ->
                    value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : value.toString())
            .forEach(text -> assertThat(text).doesNotContain(secret, "very-secret"));
      }
    }
  }

  @Test
  void aRotatedSecretSignsBesideTheNewOneForAsLongAsIsWanted() {
    JsonNode created = hooks.create();
    String before = created.path("secret").asText();
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertSigned(before, true);

    String after = rotate(created, 3600).path("secret").asText();
    assertThat(after).isNotEqualTo(before);
    hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    assertSigned(before, true);
    assertSigned(after, true);

    hooks.forward(Duration.ofSeconds(3601));
    hooks.event(Hooks.CREATED, "ord_3");
    hooks.deliver();
    assertSigned(before, false);
    assertSigned(after, true);
    hooks.endpoints.forget(Duration.ofDays(7));
    assertThat(
            DATABASE.client().sql("select count(*) from webhook_secret").query(Long.class).single())
        .isEqualTo(1);

    String last = rotate(created, 0).path("secret").asText();
    hooks.event(Hooks.CREATED, "ord_4");
    hooks.deliver();
    assertSigned(after, false);
    assertSigned(last, true);
  }

  @Test
  void aLaterRotationDoesntLengthenWhatEndsSooner() {
    JsonNode created = hooks.create();
    rotate(created, 60);
    JsonNode now = rotate(created, 3600);

    assertThat(now.at("/signing_keys/2/expires_at").asText()).isEqualTo("2026-11-26T02:01:00Z");
    assertThat(now.at("/signing_keys/1/expires_at").asText()).isEqualTo("2026-11-26T03:00:00Z");
    rotate(created, 3600);
    rotate(created, 3600);
    assertThatThrownBy(() -> rotate(created, 3600))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("5 secrets sign already");
    assertThat(rotate(created, 0).path("signing_keys")).hasSize(1);
  }

  @Test
  void aPrivateKeyNeverLeavesAndItsPublicOneVerifies() {
    ObjectNode body = Hooks.body("https://hooks.example/").put("signing", "ed25519");
    JsonNode created = hooks.create("key", body);
    assertThat(created.has("secret")).isFalse();
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertSigned(created.at("/signing_keys/0/public_key").asText(), true);
    String next = rotate(created, 60).at("/signing_keys/0/public_key").asText();
    hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    assertSigned(created.at("/signing_keys/0/public_key").asText(), true);
    assertSigned(next, true);
  }

  @Test
  void headersAreSentAlongAndNeverShown() {
    ObjectNode body = Hooks.body("https://hooks.example/");
    body.putObject("headers").put("Authorization", "Bearer x").put("X-Shard", "7");
    JsonNode created = hooks.create("key", body);
    assertThat(created.path("header_names").toString())
        .isEqualTo("[\"Authorization\",\"X-Shard\"]");
    assertThat(created.toString()).doesNotContain("Bearer x");
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertThat(hooks.receiver.got().getLast().headers().get("Authorization")).isEqualTo("Bearer x");

    ObjectNode none = StrictJson.nodes().objectNode();
    none.putNull("headers");
    none.put("description", "without");
    JsonNode changed = WebhookDocuments.of(hooks.service.change(created.path("id").asText(), none));
    assertThat(changed.has("header_names")).isFalse();
    assertThat(changed.path("description").asText()).isEqualTo("without");
    assertThat(changed.path("url").asText()).isEqualTo("https://hooks.example/");
    hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    assertThat(hooks.receiver.got().getLast().headers().contains("Authorization")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Content-Type", "Webhook-Id", "connection"})
  void headersThatAreOursAreRefused(String name) {
    ObjectNode body = Hooks.body("https://hooks.example/");
    body.putObject("headers").put(name, "x");
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> hooks.answer("key", body));
    assertThat(e.problem().errors())
        .extracting(one -> one.pointer())
        .containsExactly("/body/headers/" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:pw@hooks.example/, must not carry credentials",
    "https://hooks.example/#here, must not have a fragment",
    "https:///x, is not an address such as",
    "https://hooks.example/a/../b, 'a segment . or ..'",
    "https://hooks.example/a b, It is no URL",
    "ftp://hooks.example/, is not an address such as"
  })
  void urlsThatCantBeAskedAreRefused(String url, String why) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> hooks.answer("key", Hooks.body(url)));
    assertThat(e.problem().errors().getFirst().pointer()).isEqualTo("/body/url");
    assertThat(e.problem().errors().getFirst().message()).contains(why);
  }

  @Test
  void withoutAKeyToSealByNothingIsRegistered() {
    assertThatThrownBy(
            () ->
                hooks
                    .service()
                    .create(
                        "shop",
                        "key",
                        org.partnergateway.routes.store.Fingerprint.of(new byte[0]),
                        Hooks.body("https://hooks.example/")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("gateway.webhooks.encryption-keys");
  }

  @Test
  void whatAnotherKeySealedWaitsUntilThatKeyIsThere() {
    JsonNode created = hooks.create();
    String event = hooks.event(Hooks.CREATED, "ord_1");
    hooks.worker = hooks.worker(Hooks.OTHER_KEY);
    hooks.deliver();
    assertThat(hooks.receiver.ids()).isEmpty();
    assertThat(hooks.delivery(created, event).attempts()).isEmpty();

    hooks.worker = hooks.worker(Hooks.OTHER_KEY, Hooks.KEY);
    hooks.forward(Duration.ofMinutes(1));
    assertThat(hooks.receiver.ids()).containsExactly(event);
  }

  @Test
  void keysMustBe32BytesInBase64() {
    assertThatThrownBy(() -> new SecretBox(List.of(Hooks.KEY, "c2hvcnQ=", "***")))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("gateway.webhooks.encryption-keys[1]")
        .hasMessageContaining("gateway.webhooks.encryption-keys[2]")
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  void whatIsSealedForOneThingIsNothingElses() throws Exception {
    SecretBox box = new SecretBox(List.of(Hooks.KEY));
    byte[] sealed = box.seal("whe_1 key", "text");

    assertThat(box.openText("whe_1 key", sealed)).isEqualTo("text");
    assertThatThrownBy(() -> box.open("whe_2 key", sealed))
        .isInstanceOf(SecretBox.CannotOpen.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> box.open("whe_1 key", sealed))
        .isInstanceOf(SecretBox.CannotOpen.class);
  }

  @Test
  void aDeletedEndpointIsSentNothingMore() {
    JsonNode created = hooks.create();
    hooks.event(Hooks.CREATED, "ord_1");
    assertThat(hooks.endpoints.delete(created.path("id").asText())).isTrue();
    assertThat(hooks.endpoints.delete(created.path("id").asText())).isFalse();
    hooks.deliver();
    assertThat(hooks.receiver.ids()).isEmpty();
  }

  @Test
  void endpointsAreListedNewestFirstPageByPage() {
    for (int i = 0; i < 5; i++) {
      hooks.create();
      hooks.clock.forward(Duration.ofMillis(i % 2));
    }
    var first = hooks.endpoints.list(null, 3);
    var second = hooks.endpoints.list(first.nextCursor(), 3);
    assertThat(first.data()).hasSize(3);
    assertThat(second.data()).hasSize(2);
    assertThat(second.nextCursor()).isNull();
    assertThat(first.data()).doesNotContainAnyElementsOf(second.data());
  }

  private ObjectNode rotate(JsonNode endpoint, int overlap) {
    return hooks.service.rotate(
        endpoint.path("id").asText(),
        StrictJson.nodes().objectNode().put("overlap_seconds", overlap));
  }

  private void assertSigned(String secret, boolean signed) {
    HttpRequest request = hooks.receiver.got().getLast();
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(headers::put);
    boolean verified =
        new StandardWebhooks("webhook-", List.of(secret), Duration.ofMinutes(5))
                .verify(headers, request.body(), hooks.clock.instant())
            == SignatureCheck.VERIFIED;
    assertThat(verified).isEqualTo(signed);
  }
}
