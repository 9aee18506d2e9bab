package org.partnergateway.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.tests.golden.Definitions;
import org.partnergateway.tests.golden.GoldenCase;
import org.partnergateway.tests.golden.MappedRequests;
import org.partnergateway.transformations.MappingException;

/**
 * What we send to a partner that speaks SOAP is what the vendor's own WSDL has, byte for byte as
 * the vendor would read it, and so is what our golden cases take for the vendor's answers.
 */
final class VendorWsdlTest {
  private final Definitions definitions = new Definitions();
  private final Map<String, Map<String, HttpOperation>> vendors = new HashMap<>();
  private final Map<String, Boolean> refuses = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private int requests;
  private int answers;

  @Test
  void what_is_sent_and_answered_keeps_the_vendors_own_wsdl() {
    String directory = System.getProperty("vendor.contracts");
    assumeTrue(directory != null, "-Dvendor.contracts says where the vendors' contracts are");
    for (GoldenCase row : GoldenCase.all()) {
      Path own = Path.of(String.valueOf(directory)).resolve(row.partner());
      if (definitions.isWsdl(row.partner(), row.subject()) && Files.isDirectory(own)) {
        check(row, vendors.computeIfAbsent(row.partner(), partner -> read(own)));
      }
    }
    refuses.forEach(
        (operation, once) -> {
          if (!once) {
            problems.add(operation + ": the vendor's WSDL refuses none of the broken requests");
          }
        });
    System.out.printf(
        "vendors' WSDLs: %d requests and %d answers of %d operations held against them%n",
        requests, answers, refuses.size());
    assertThat(problems).as("what breaks a vendor's WSDL").isEmpty();
    assertThat(requests).isPositive();
  }

  /** A document whose types can't be compiled ends the test. */
  private static Map<String, HttpOperation> read(Path folder) {
    Map<String, HttpOperation> operations = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".wsdl")).sorted().toList()) {
        String path = "contracts/partners/vendor/" + file.getFileName();
        DefinitionTree tree = DefinitionTree.of(Map.of(path, Files.readAllBytes(file)));
        HttpContract.read(path, new SchemaLibrary(tree))
            .operations()
            .forEach(operation -> operations.put(operation.id(), operation));
      }
    } catch (IOException e) {
      throw new AssertionError(folder + " can be read", e);
    }
    return operations;
  }

  private void check(GoldenCase row, Map<String, HttpOperation> vendor) {
    HttpOperation ours = definitions.partnerOperation(row.partner(), row.subject());
    HttpOperation theirs = vendor.get(ours.id());
    if (theirs == null) {
      problems.add("%s: the vendor's WSDLs have no operation %s".formatted(row.path(), ours.id()));
      return;
    }
    if (!theirs.pathTemplate().equals(ours.pathTemplate())
        || !theirs.fixedHeaders().equals(ours.fixedHeaders())) {
      problems.add("%s: another address or action than the vendor's".formatted(row.path()));
    }
    if (row.has("request")) {
      checkRequest(row, ours, theirs);
    }
    if (row.has("answer")) {
      checkAnswer(row, ours, theirs);
    }
  }

  private void checkRequest(GoldenCase row, HttpOperation ours, HttpOperation theirs) {
    RequestParts request;
    try {
      request = MappedRequests.of(definitions, row);
    } catch (MappingException e) {
      return; // A case of a request that the mapping refuses: nothing is sent.
    }
    requests++;
    byte[] sent = form(ours).write(Objects.requireNonNull(request.body(), "it has a body"));
    report(row, "request", theirs.checkBody(form(theirs).read(sent)));
    boolean refused =
        Mutants.of(request).stream()
            .map(RequestParts::body)
            .filter(Objects::nonNull)
            .anyMatch(body -> !theirs.checkBody(body).isEmpty());
    refuses.merge(row.partner() + " " + ours.id(), refused, Boolean::logicalOr);
  }

  private void checkAnswer(GoldenCase row, HttpOperation ours, HttpOperation theirs) {
    JsonNode input = row.input("answer");
    JsonNode body = input.path("body");
    String type = input.path("headers").path("content-type").asText("text/xml");
    int status = input.path("status").asInt();
    if (!body.isObject()) {
      return;
    }
    answers++;
    byte[] answered = xml(ours.answerForm(status, type)).writeWithOthers(body);
    JsonNode read = xml(theirs.answerForm(status, type)).read(answered);
    report(row, "answer", theirs.checkResponse(status, type, read));
  }

  private static XmlBody form(HttpOperation operation) {
    return xml(Objects.requireNonNull(operation.requestForm(), "it has a body"));
  }

  private static XmlBody xml(BodyForm form) {
    return Objects.requireNonNull(form.xml(), "it is XML");
  }

  private void report(GoldenCase row, String side, List<Violation> violations) {
    violations.forEach(one -> problems.add("%s: %s: %s".formatted(row.path(), side, one)));
  }
}
