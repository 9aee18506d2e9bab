package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;

/**
 * Runs the case of a question: from the partner to the service inside, and from the service's
 * answer, or from what went wrong, to the partner.
 */
final class QuestionCheck {
  private static final ObjectNode NONE = StrictJson.nodes().objectNode();
  private static final Set<String> PARTS = Set.of("path", "body", "payment");

  private final Definitions definitions;
  private final GoldenCase row;
  private final List<String> problems;
  private final BiFunction<String, ObjectNode, @Nullable JsonNode> map;
  private final HttpOperation asked;
  private final HttpOperation inside;

  /**
   * @param problems what is wrong is added
   * @param map runs a part's mapping and compares; null when it failed
   */
  QuestionCheck(
      Definitions definitions,
      GoldenCase row,
      List<String> problems,
      BiFunction<String, ObjectNode, @Nullable JsonNode> map) {
    this.definitions = definitions;
    this.row = row;
    this.problems = problems;
    this.map = map;
    JsonNode question = definitions.adapter(row.partner()).path("questions").path(row.subject());
    this.asked =
        definitions
            .contract(row.partner(), question.path("contract").asText())
            .operation(question.path("operation").asText());
    this.inside = definitions.question(row.subject());
  }

  void checkRequest() {
    ObjectNode input = row.input("request");
    broken(
        "/request/input",
        "the partner's contract",
        asked.checkRequest(
            new RequestParts(
                part(input, "path"), NONE, part(input, "headers"), input.get("body"))));
    JsonNode output = map.apply("request", input);
    if (output == null) {
      return;
    }
    ObjectNode headers = StrictJson.nodes().objectNode().put("Idempotency-Key", "qst");
    broken(
        "the request's output",
        "the canonical contract",
        inside.checkRequest(
            new RequestParts(part(output, "path"), NONE, headers, output.get("body"))));
    output
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!PARTS.contains(name)) {
                problems.add("the request's output: nothing reads /" + name);
              }
            });
  }

  void checkAnswer() {
    ObjectNode input = row.input("answer");
    if (input.has("problem")) {
      broken(
          "/answer/input/problem",
          "the canonical contract",
          definitions.canonical("problem.yaml").check(input.get("problem")));
    } else {
      broken(
          "/answer/input/answer",
          "the canonical contract",
          definitions.canonical("checkout.yaml").check(input.path("answer")));
    }
    JsonNode output = map.apply("answer", input);
    if (output != null) {
      broken(
          "the answer's output",
          "the partner's contract",
          asked.checkResponse(
              output.path("status").asInt(), "application/json", output.get("body")));
    }
  }

  private static JsonNode part(JsonNode tree, String name) {
    return tree.path(name).isObject() ? tree.get(name) : NONE;
  }

  private void broken(String where, String contract, Collection<Violation> violations) {
    violations.forEach(violation -> problems.add(where + " breaks " + contract + ": " + violation));
  }
}
