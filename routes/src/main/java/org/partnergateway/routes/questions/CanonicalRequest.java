package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.transformations.MappingException;

/**
 * A question in canonical form, as the partner's mapping gives it and as it is kept.
 *
 * @param tree {@code path}, {@code body}, and {@code payment} where the partner pays by it: {@code
 *     token} and {@code provider} or {@code handler_id}, which never leave for the service
 */
record CanonicalRequest(JsonNode tree) {
  private static final String KEY_HEADER = "Idempotency-Key";

  /**
   * @throws org.partnergateway.routes.http.ProblemException when there is no such form of it
   */
  static CanonicalRequest of(Question question, ObjectNode input) {
    JsonNode tree;
    try {
      tree = question.requestMapping().apply(input);
    } catch (MappingException e) {
      throw Problem.of(ProblemType.INVALID_BODY, Refusals.detail(question.partner(), e))
          .exception();
    }
    CanonicalRequest request = new CanonicalRequest(tree);
    request.check(question);
    return request;
  }

  private void check(Question question) {
    ObjectNode headers = StrictJson.nodes().objectNode().put(KEY_HEADER, "qst");
    List<Violation> violations =
        question
            .canonical()
            .operation()
            .checkRequest(new RequestParts(path(), Services.nothing(), headers, body()));
    if (!violations.isEmpty()) {
      // The places are those of our form, which the partner doesn't know.
      throw Problem.of(
              ProblemType.INVALID_BODY,
              "It can't be taken in: %s %s"
                  .formatted(
                      violations.getFirst().pointer().replaceFirst("^/body", ""),
                      violations.getFirst().message()))
          .exception();
    }
  }

  JsonNode path() {
    return tree.path("path").isObject() ? tree.get("path") : Services.nothing();
  }

  /** A question that changes something always has one. */
  @Nullable JsonNode body() {
    return tree.get("body");
  }

  JsonNode payment() {
    return tree.path("payment");
  }

  /** Without what it is paid with. */
  JsonNode withoutPayment() {
    ObjectNode copy = tree.deepCopy();
    copy.remove("payment");
    return copy;
  }

  /** What it is about: the one thing in its path. */
  @Nullable String subject() {
    return path().isEmpty() ? null : path().iterator().next().asText();
  }
}
