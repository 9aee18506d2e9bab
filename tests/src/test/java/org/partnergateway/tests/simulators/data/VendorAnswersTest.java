package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.xml.XmlMedia;
import org.partnergateway.tests.conformance.VendorAnswers;
import org.partnergateway.tests.conformance.VendorXml;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;

/** What a simulated partner answers keeps what its vendor publishes, schemas or contracts. */
final class VendorAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void answers_in_xml_keep_the_vendors_schemas() {
    String vendors = System.getProperty("vendor.contracts");
    assumeTrue(vendors != null, "-Dvendor.contracts says where the vendors' contracts are");
    List<String> problems = new ArrayList<>();
    int answers = 0;
    for (SimulatorBlueprint blueprint : BlueprintReader.read(Heron.tree())) {
      Path directory = Path.of(String.valueOf(vendors)).resolve(blueprint.id());
      if (Files.isDirectory(directory) && VendorXml.read(directory).isThere()) {
        answers += check(blueprint, VendorXml.read(directory), problems);
      }
    }
    System.out.printf("vendors' contracts: %d answers of simulators held against them%n", answers);
    assertThat(problems).as("what breaks a vendor's schema").isEmpty();
    assertThat(answers).isPositive();
  }

  @Test
  void answers_in_json_keep_the_vendors_contracts() throws Exception {
    String vendors = System.getProperty("vendor.contracts");
    assumeTrue(vendors != null, "-Dvendor.contracts says where the vendors' contracts are");
    VendorAnswers judge = new VendorAnswers(Path.of(String.valueOf(vendors)), "answers");
    List<String> problems = new ArrayList<>();
    int answers = 0;
    for (SimulatorBlueprint blueprint : BlueprintReader.read(Heron.tree())) {
      ProvenCaller partner = new ProvenCaller(blueprint);
      for (GoldenRequest request : GoldenRequest.of(blueprint, List.of(Path.of("partners")))) {
        partner.clock.forward(Duration.ofSeconds(200));
        SimulatedRequest asked = request.arriving(new HashMap<>(partner.proof()), request.body());
        SimulatedAnswer answer = partner.simulator.answer(asked);
        // Of refusals most vendors publish less than they answer.
        if (answer.status() < 300
            && answer.headers().getOrDefault("Content-Type", "").contains("json")) {
          List<String> found =
              judge
                  .check(
                      blueprint.id(),
                      request.operation(),
                      asked.method(),
                      asked.path(),
                      answer.status(),
                      JSON.readTree(answer.body()))
                  .orElse(null);
          answers += found == null ? 0 : 1;
          if (found != null) {
            found.forEach(problem -> problems.add(request.file() + ": " + problem));
          }
        }
      }
    }
    problems.addAll(judge.unused());
    System.out.printf(
        "vendors' contracts: %d answers in JSON of simulators held against them%n", answers);
    assertThat(problems).as("what breaks a vendor's contract").isEmpty();
    assertThat(answers).isPositive();
  }

  /** All cases in one life of the simulator, so that some find what others made. */
  private static int check(SimulatorBlueprint blueprint, VendorXml schemas, List<String> problems) {
    ProvenCaller partner = new ProvenCaller(blueprint);
    int answers = 0;
    for (GoldenRequest request : GoldenRequest.of(blueprint, List.of(Path.of("partners")))) {
      partner.clock.forward(Duration.ofSeconds(200));
      Map<String, String> headers = new HashMap<>(partner.proof());
      SimulatedAnswer answer = partner.simulator.answer(request.arriving(headers, request.body()));
      if (XmlMedia.isXml(answer.headers().getOrDefault("Content-Type", ""))) {
        answers++;
        for (String problem : schemas.check(answer.body())) {
          problems.add(
              "%s: %s%n    %s"
                  .formatted(request.file(), problem, new String(answer.body(), UTF_8)));
        }
      }
    }
    return answers;
  }
}
