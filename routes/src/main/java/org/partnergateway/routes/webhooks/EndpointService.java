package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.partnergateway.adapters.signature.WebhookKey;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.webhooks.NewEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints.Known;
import org.partnergateway.routes.store.webhooks.WebhookFanOut;
import org.partnergateway.routes.store.webhooks.WebhookSecret;
import org.partnergateway.routes.store.webhooks.WebhookSettings;
import org.partnergateway.routes.webhooks.SecretBox.CannotOpen;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers endpoints and changes them, as callers ask. */
public final class EndpointService {
  private static final String ID = "whe";
  private static final Duration OVERLAP = Duration.ofHours(24);

  /** Each adds a signature to every delivery. */
  private static final int MOST_SECRETS = 5;

  private final WebhookEndpoints endpoints;
  private final WebhookFanOut fanOut;
  private final EndpointSecrets secrets;
  private final EndpointInput input;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final InstantSource clock;

  EndpointService(
      WebhookEndpoints endpoints,
      WebhookFanOut fanOut,
      EndpointSecrets secrets,
      EndpointInput input,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.fanOut = fanOut;
    this.secrets = secrets;
    this.input = input;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Registers an endpoint, which gets what happens from now on. The same key makes one only, and is
   * answered the same, the secret included.
   */
  public Answer create(String caller, String key, Fingerprint fingerprint, ObjectNode body) {
    Optional<Known> known = endpoints.known(caller, key);
    if (known.isEmpty()) {
      Optional<Answer> created = createNew(caller, key, fingerprint, body);
      if (created.isPresent()) {
        return created.get();
      }
      known = endpoints.known(caller, key);
    }
    return again(fingerprint, known.orElseThrow());
  }

  private Optional<Answer> createNew(
      String caller, String key, Fingerprint fingerprint, ObjectNode body) {
    requireKey();
    String id = ids.next(ID);
    input.check(body);
    WebhookSettings settings = input.settings(id, body);
    String signing = body.path("signing").asText("hmac_sha256");
    WebhookKey made = secrets.make(signing);
    WebhookSecret secret = secrets.seal(id, made, clock.instant());
    byte[] answer = StrictJson.write(told(created(id, settings, signing, secret), made));
    NewEndpoint endpoint =
        new NewEndpoint(
            id,
            caller,
            key,
            fingerprint,
            settings,
            signing,
            secret,
            fanOut.end(),
            secrets.sealAnswer(id, answer));
    boolean added =
        Boolean.TRUE.equals(transactions.execute(transaction -> endpoints.add(endpoint)));
    return added ? Optional.of(answer(id, answer, Map.of())) : Optional.empty();
  }

  private static WebhookEndpoint created(
      String id, WebhookSettings settings, String signing, WebhookSecret secret) {
    return new WebhookEndpoint(
        id,
        settings.url(),
        settings.description(),
        settings.eventTypes(),
        signing,
        settings.headerNames(),
        settings.sealedHeaders(),
        null,
        null,
        null,
        null,
        secret.createdAt(),
        secret.createdAt(),
        List.of(secret));
  }

  private Answer again(Fingerprint fingerprint, Known known) {
    if (!known.fingerprint().equals(fingerprint)) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key stands for another request. Use a new key for a new request.")
          .exception();
    }
    try {
      return answer(
          known.id(),
          secrets.openAnswer(known.id(), known.firstAnswer()),
          Map.of("Idempotency-Replayed", "true"));
    } catch (CannotOpen e) {
      throw conflict(
          "The endpoint %s is there, but its secret can't be shown again: the key that it was sealed"
                  .formatted(known.id())
              + " by is gone.");
    }
  }

  private static Answer answer(String id, byte[] body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Location", "/v1/webhook-endpoints/" + id);
    return Answer.json(201, body).withHeaders(headers);
  }

  /** Changes what the body has; null takes it away. */
  public WebhookEndpoint change(String id, ObjectNode body) {
    requireKey();
    input.check(body);
    return inTransaction(
        id,
        endpoint -> {
          endpoints.change(id, input.merged(endpoint, body));
          String status = body.path("status").asText();
          if (status.equals("enabled")) {
            endpoints.enable(id);
          } else if (status.equals("disabled")) {
            endpoints.disable(id, "requested");
          }
        });
  }

  /**
   * Makes another secret.
   *
   * @return the endpoint, and what is shown this once
   */
  public ObjectNode rotate(String id, ObjectNode body) {
    requireKey();
    Duration overlap =
        body.has("overlap_seconds")
            ? Duration.ofSeconds(body.path("overlap_seconds").asLong())
            : OVERLAP;
    WebhookKey[] made = new WebhookKey[1];
    WebhookEndpoint now =
        inTransaction(
            id,
            endpoint -> {
              if (endpoint.secrets().size() >= MOST_SECRETS && overlap.isPositive()) {
                throw conflict(
                    "%d secrets sign already. Wait until one expires, or rotate with"
                            .formatted(MOST_SECRETS)
                        + " \"overlap_seconds\": 0, which ends all before.");
              }
              made[0] = secrets.make(endpoint.signing());
              endpoints.rotate(id, secrets.seal(id, made[0], clock.instant()), overlap);
            });
    return told(now, made[0]);
  }

  private void requireKey() {
    if (!secrets.available()) {
      throw conflict(
          "Webhooks need a key to seal their secrets by: the operator has to set"
              + " gateway.webhooks.encryption-keys.");
    }
  }

  private WebhookEndpoint inTransaction(String id, Consumer<WebhookEndpoint> change) {
    WebhookEndpoint changed =
        transactions.execute(
            transaction -> {
              change.accept(endpoints.findToChange(id).orElseThrow(() -> unknown(id)));
              return endpoints.find(id).orElseThrow();
            });
    return Objects.requireNonNull(changed);
  }

  /** No such endpoint. */
  public static ProblemException unknown(String id) {
    return Problem.of(ProblemType.NOT_FOUND, "There is no webhook endpoint %s.".formatted(id))
        .exception();
  }

  private static ProblemException conflict(String detail) {
    return Problem.of(ProblemType.STATE_CONFLICT, detail).exception();
  }

  /** A shared secret is shown when it is made, and never again. */
  private static ObjectNode told(WebhookEndpoint endpoint, WebhookKey made) {
    ObjectNode document = WebhookDocuments.of(endpoint);
    if (made.publicText() == null) {
      document.put("secret", made.text());
    }
    return document;
  }
}
