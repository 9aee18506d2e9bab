package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.AnswerReader;
import org.partnergateway.adapters.client.PartnerAnswer;
import org.partnergateway.adapters.client.PartnerCall;
import org.partnergateway.adapters.client.PartnerClient;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.client.UnreadableAnswerException;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.service.InternalService;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.CanonicalQuestion;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.operations.ContractViolations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the services inside, in canonical form and under their contract. */
public final class Services {
  private static final Logger LOG = LoggerFactory.getLogger(Services.class);
  private static final String JSON = "application/json";
  private static final Duration SOON = Duration.ofSeconds(1);

  /** How long a call may take with all its attempts. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final PartnerClients clients;
  private final ContractViolations kept;

  public Services(PartnerClients clients, ContractViolations kept) {
    this.clients = clients;
    this.kept = kept;
  }

  /**
   * @param path parameters of the operation's path
   * @param body null for none
   * @param key under which it may be asked more than once; null for what changes nothing
   */
  ServiceAnswer ask(
      CanonicalQuestion question,
      HttpOperation operation,
      JsonNode path,
      @Nullable JsonNode body,
      @Nullable String key) {
    String service = question.service();
    PartnerClient client =
        clients
            .find(InternalService.id(service))
            .orElseThrow(() -> new IllegalStateException("no service " + service));
    PartnerOutcome outcome = client.call(call(operation, path, body, key));
    if (outcome instanceof PartnerOutcome.Answered answered) {
      return answered(service, operation, answered);
    }
    return failed(service, operation, (PartnerOutcome.Failed) outcome);
  }

  private static PartnerCall call(
      HttpOperation operation, JsonNode path, @Nullable JsonNode body, @Nullable String key) {
    Map<String, String> parameters = new HashMap<>();
    path.properties().forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
    return new PartnerCall(
        operation.id(),
        operation.method(),
        operation.expandPath(parameters),
        Map.of(),
        body == null ? new byte[0] : StrictJson.write(body),
        body == null ? null : JSON,
        key == null ? Effect.READ : Effect.WRITE,
        key,
        null,
        Deadline.in(PATIENCE),
        AnswerReader.JSON);
  }

  private ServiceAnswer answered(
      String service, HttpOperation operation, PartnerOutcome.Answered answered) {
    PartnerAnswer answer = answered.answer();
    JsonNode body = null;
    List<Violation> violations;
    try {
      body = answer.tree();
      violations =
          operation.checkResponse(answer.status(), answer.headers().get("content-type"), body);
    } catch (UnreadableAnswerException e) {
      violations = List.of(new Violation("/body", "syntax", String.valueOf(e.getMessage())));
    }
    if (!violations.isEmpty() || body == null) {
      keep(service, operation, violations, answer.body());
      return new ServiceAnswer.Failed(
          Problem.of(
              ProblemType.SERVICE_FAILED,
              "The service answered in a form that its contract doesn't have."),
          true);
    }
    return answered.declined()
        ? new ServiceAnswer.Refused(refusal(body))
        : new ServiceAnswer.Answered(body);
  }

  private void keep(
      String service, HttpOperation operation, List<Violation> violations, byte[] body) {
    LOG.error("Service {} broke its contract at {}: {}", service, operation.id(), violations);
    ArrayNode list = StrictJson.nodes().arrayNode();
    for (Violation violation : violations) {
      list.addObject().put("pointer", violation.pointer()).put("detail", violation.message());
    }
    kept.keep(InternalService.id(service), operation.id(), null, list, body);
  }

  /** The service's own problem, with its code as the reason. */
  private static Problem refusal(JsonNode problem) {
    List<Violation> errors = new ArrayList<>();
    for (JsonNode error : problem.path("errors")) {
      errors.add(
          new Violation(error.path("pointer").asText(), "service", error.path("detail").asText()));
    }
    return Problem.of(
            ProblemType.QUESTION_REFUSED,
            problem.path("detail").asText(problem.path("title").asText()))
        .with("reason", problem.path("code").asText())
        .withErrors(errors);
  }

  private static ServiceAnswer failed(
      String service, HttpOperation operation, PartnerOutcome.Failed failed) {
    Failure failure = failed.failure();
    LOG.warn("Service {} gave no answer to {}: {}", service, operation.id(), failed.detail());
    if (failure == Failure.UNAVAILABLE || failure == Failure.RATE_LIMITED) {
      Duration wait = failed.retryAfter();
      return new ServiceAnswer.Failed(
          Problem.of(
                  ProblemType.SERVICE_UNAVAILABLE,
                  "Nothing was done; ask again after Retry-After, under the same key.")
              .withRetryAfter(wait == null ? SOON : wait),
          false);
    }
    if (failure == Failure.OUTCOME_UNKNOWN) {
      return new ServiceAnswer.Failed(unknown(), true);
    }
    return new ServiceAnswer.Failed(
        Problem.of(ProblemType.SERVICE_FAILED, "The service can't take the question."), false);
  }

  /** It may have been done, and asking again under the same key tells. */
  static Problem unknown() {
    return Problem.of(
            ProblemType.OUTCOME_UNKNOWN,
            "It is not known yet what became of it; ask again after Retry-After, under the same key.")
        .withRetryAfter(SOON);
  }

  static ObjectNode nothing() {
    return StrictJson.nodes().objectNode();
  }
}
