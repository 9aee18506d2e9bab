package org.partnergateway.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.tests.golden.Definitions;
import org.partnergateway.tests.golden.GoldenCase;
import org.partnergateway.tests.golden.MappedRequests;
import org.partnergateway.transformations.MappingException;

/**
 * Every request that our mappings make is one by the vendor's own contract too; and the vendor's
 * contract is one that refuses.
 */
final class VendorConformanceTest {
  private final VendorContracts vendors = new VendorContracts(directory());
  private final Definitions definitions = new Definitions();
  private final Exceptions exceptions = new Exceptions("wrong");
  private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Boolean> refuses = new TreeMap<>();
  private int requests;

  private static Path directory() {
    String directory = System.getProperty("vendor.contracts");
    assumeTrue(directory != null, "-Dvendor.contracts says where the vendors' contracts are");
    return Path.of(String.valueOf(directory));
  }

  @Test
  void what_is_sent_and_answered_keeps_the_vendors_own_contracts() {
    for (GoldenCase row : GoldenCase.all()) {
      boolean ofAnOperation =
          definitions.adapter(row.partner()).path("operations").has(row.subject());
      if (ofAnOperation && vendors.has(row.partner()) && row.has("request")) {
        check(row);
      }
      boolean ofAQuestion = definitions.adapter(row.partner()).path("questions").has(row.subject());
      if (ofAQuestion && vendors.has(row.partner())) {
        checkQuestion(row);
      }
    }
    refuses.forEach(
        (operation, once) -> {
          if (!once) {
            problems.add(operation + ": the vendor's contract refuses none of the broken requests");
          }
        });
    problems.addAll(exceptions.unused(List.of("absent", "refuses_nothing")));
    System.out.printf(
        "vendors' contracts: %d requests of %d operations held against them%n",
        requests, refuses.size());
    assertThat(problems).as("what breaks a vendor's contract").isEmpty();
    assertThat(requests).isPositive();
  }

  private void check(GoldenCase row) {
    RequestParts request;
    try {
      request = MappedRequests.of(definitions, row);
    } catch (MappingException e) {
      return; // A case of a request that the mapping refuses: nothing is sent.
    }
    HttpOperation ours = definitions.partnerOperation(row.partner(), row.subject());
    String path = ours.expandPath(texts(request.path()));
    VendorOperation vendor = find(row, ours, path);
    if (vendor == null) {
      return;
    }
    requests++;
    report(row, vendor, "request", vendor.checkRequest(path, request));
    String name = row.partner() + " " + row.subject();
    if (!exceptions.refusesNothing(row.partner(), row.subject())) {
      boolean refused =
          Mutants.of(request).stream()
              .anyMatch(mutant -> !vendor.checkRequest(path, mutant).isEmpty());
      refuses.merge(name, refused, Boolean::logicalOr);
    }
  }

  /** What the partner asks, and what it is answered. */
  private void checkQuestion(GoldenCase row) {
    JsonNode question = definitions.adapter(row.partner()).path("questions").path(row.subject());
    HttpOperation ours =
        definitions
            .contract(row.partner(), question.path("contract").asText())
            .operation(question.path("operation").asText());
    JsonNode asked = row.has("request") ? row.input("request") : row.input("answer");
    Map<String, String> parameters = texts(asked.path("path"));
    ours.parameters().forEach(one -> parameters.putIfAbsent(one.name(), "x"));
    String path = ours.expandPath(parameters);
    VendorOperation vendor = find(row, ours, path);
    if (vendor == null) {
      return;
    }
    requests++;
    if (row.has("request")) {
      JsonNode headers = asked.path("headers");
      report(
          row,
          vendor,
          "request",
          vendor.checkRequest(
              path, new RequestParts(asked.path("path"), NONE, headers, asked.get("body"))));
    }
    if (row.has("answer")) {
      JsonNode answer = row.expect("answer");
      report(
          row,
          vendor,
          "answer",
          vendor.checkAnswer(answer.path("status").asInt(), answer.get("body")));
    }
  }

  private @Nullable VendorOperation find(GoldenCase row, HttpOperation ours, String path) {
    VendorOperation found = vendors.find(row.partner(), ours.method(), path).orElse(null);
    if (found == null && !exceptions.isAbsent(row.partner(), row.subject())) {
      problems.add(
          "%s %s: the vendor's contracts have no %s %s"
              .formatted(row.partner(), row.subject(), ours.method(), path));
    }
    return found;
  }

  private void report(GoldenCase row, VendorOperation vendor, String side, List<String> found) {
    for (String problem : exceptions.unexcused(row.partner(), row.subject(), found)) {
      problems.add("%s: %s (%s): %s".formatted(row.path(), side, vendor, problem));
    }
  }

  private static Map<String, String> texts(JsonNode values) {
    Map<String, String> texts = new HashMap<>();
    values.properties().forEach(value -> texts.put(value.getKey(), value.getValue().asText()));
    return texts;
  }
}
