package org.partnergateway.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.tests.golden.CaseCheck;
import org.partnergateway.tests.golden.Definitions;
import org.partnergateway.tests.golden.GoldenCase;
import org.partnergateway.transformations.MappingException;

/**
 * The pairs of request and answer that a vendor's own sandbox goes by: our contract takes both, and
 * our mappings make of the answers what our canonical contract takes.
 */
final class VendorExamplesTest {
  private final VendorContracts vendors = new VendorContracts(directory());
  private final Definitions definitions = new Definitions();
  private final Exceptions exceptions = new Exceptions("examples");
  private final List<String> problems = new ArrayList<>();
  private int pairs;

  private static Path directory() {
    String directory = System.getProperty("vendor.contracts");
    assumeTrue(directory != null, "-Dvendor.contracts says where the vendors' contracts are");
    return Path.of(String.valueOf(directory));
  }

  @Test
  void a_vendors_own_examples_are_read_and_mapped() {
    Map<String, GoldenCase> first = new HashMap<>();
    for (GoldenCase row : GoldenCase.all()) {
      boolean ofAnOperation =
          definitions.adapter(row.partner()).path("operations").has(row.subject());
      if (ofAnOperation && row.has("request") && row.name().startsWith("accepted")) {
        first.putIfAbsent(row.partner() + " " + row.subject(), row);
      }
    }
    first.values().stream().filter(row -> vendors.has(row.partner())).forEach(this::check);

    System.out.printf("vendors' examples: %d pairs of request and answer%n", pairs);
    problems.addAll(exceptions.unused(List.of()));
    assertThat(problems).as("what became of vendors' own examples").isEmpty();
    assertThat(pairs).isPositive();
  }

  /**
   * @param row a case of the operation: what the mapping is given besides the answer is taken from
   *     it
   */
  private void check(GoldenCase row) {
    HttpOperation ours = definitions.partnerOperation(row.partner(), row.subject());
    VendorOperation vendor =
        vendors.find(row.partner(), ours.method(), ours.pathTemplate()).orElse(null);
    if (vendor == null) {
      return;
    }
    int number = 0;
    for (VendorExample example : vendor.examples()) {
      pairs++;
      String name = "%s, example %d (%d)".formatted(vendor, ++number, example.status());
      if (example.status() < 300) {
        checkRequest(row, ours, name, example.request());
      }
      checkAnswer(row, ours, name, example);
    }
  }

  /** What we don't use of it we don't send, and our contract doesn't have. */
  private void checkRequest(GoldenCase row, HttpOperation ours, String name, RequestParts request) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    ours.parameters().stream()
        .filter(parameter -> request.query().has(parameter.name()))
        .forEach(
            parameter -> query.set(parameter.name(), texts(request.query(), parameter.name())));
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    report(
        row,
        name + ", request",
        ours.checkRequest(new RequestParts(request.path(), query, headers, request.body())).stream()
            .filter(violation -> !violation.keyword().equals("additionalProperties"))
            .toList());
  }

  /** As it travels: a list as texts with commas between them. */
  private static JsonNode texts(JsonNode values, String name) {
    List<String> texts = new ArrayList<>();
    JsonNode value = values.path(name);
    (value.isArray() ? value : List.of(value)).forEach(each -> texts.add(each.asText()));
    return JsonNodeFactory.instance.textNode(String.join(",", texts));
  }

  private void checkAnswer(GoldenCase row, HttpOperation ours, String name, VendorExample example) {
    @Nullable JsonNode body = example.response().isEmpty() ? null : example.response();
    report(row, name + ", answer", ours.checkResponse(example.status(), "application/json", body));
    if (example.status() >= 300) {
      return;
    }
    ObjectNode input = row.input("request").deepCopy();
    input.put("status", example.status());
    input.put("outcome", "accepted");
    input.putObject("headers");
    input.set("body", body);
    try {
      JsonNode output =
          definitions.mapping(row.partner(), row.subject() + ".response").apply(input);
      if (!definitions.isStep(row.partner(), row.subject())) {
        CaseCheck.answerProblems(definitions, row.subject(), output)
            .forEach(problem -> report(row, name, problem));
      }
      for (JsonNode message : output.path("messages")) {
        checkMessage(row, name, message, input);
      }
    } catch (MappingException e) {
      report(row, name, e.getMessage());
    }
  }

  /** Each polled message goes through the mapping of the poll's message. */
  private void checkMessage(GoldenCase row, String name, JsonNode message, ObjectNode input) {
    for (JsonNode poll : definitions.adapter(row.partner()).path("polls")) {
      if (poll.path("operation").asText().equals(row.subject())) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.set("body", message.path("body"));
        given.set("settings", input.path("settings"));
        JsonNode output =
            definitions
                .mapping(row.partner(), poll.path("message").asText() + ".message")
                .apply(given);
        CaseCheck.messageProblems(definitions, output)
            .forEach(problem -> report(row, name + ", message", problem));
      }
    }
  }

  private void report(GoldenCase row, String where, List<Violation> violations) {
    violations.forEach(violation -> report(row, where, violation.toString()));
  }

  private void report(GoldenCase row, String where, String problem) {
    problems.addAll(
        exceptions.unexcused(row.partner(), row.subject(), List.of(where + ": " + problem)));
  }
}
