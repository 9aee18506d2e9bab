package org.partnergateway.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every mapping of every partner does exactly as its golden cases say, and every mapping has some.
 */
final class GoldenCasesTest {
  /** What every partner must show once; a case shows it by how its name begins. */
  private static final List<List<String>> WANTED =
      List.of(
          List.of("accepted"),
          List.of("declined", "rejected"),
          List.of("multi-line"),
          List.of("yen"),
          List.of("kuwaiti-dinar"),
          List.of("non-latin-address"),
          List.of("missing-optionals"));

  private static Definitions definitions;
  private static List<GoldenCase> cases;

  @BeforeAll
  static void read() {
    definitions = new Definitions();
    cases = GoldenCase.all();
  }

  @TestFactory
  Stream<DynamicTest> a_mapping_does_as_its_cases_say() {
    return cases.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.path(),
                    () -> {
                      List<String> problems = CaseCheck.run(definitions, row);
                      assertThat(problems)
                          .withFailMessage(
                              () -> row.path() + "\n  " + String.join("\n  ", problems))
                          .isEmpty();
                    }));
  }

  @Test
  void every_operation_message_and_question_has_cases_and_every_partner_shows_what_is_hard() {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> adapter : definitions.adapters().entrySet()) {
      String partner = adapter.getKey();
      JsonNode definition = adapter.getValue();
      definition
          .path("operations")
          .properties()
          .forEach(
              operation -> {
                // What the partner only learns of has no mapping.
                if (!operation.getValue().has("by_events")) {
                  need(partner, operation.getKey(), List.of("request", "answer"), missing);
                }
              });
      definition
          .path("questions")
          .fieldNames()
          .forEachRemaining(name -> need(partner, name, List.of("request", "answer"), missing));
      definition
          .path("messages")
          .fieldNames()
          .forEachRemaining(name -> need(partner, name, List.of("message"), missing));
      definition
          .path("reports")
          .fieldNames()
          .forEachRemaining(name -> need(partner, name, List.of("row"), missing));
      WANTED.stream()
          .filter(names -> cases.stream().noneMatch(row -> shows(row, partner, names)))
          .forEach(
              names ->
                  missing.add(
                      "tests/partners/"
                          + partner
                          + ": no case is named "
                          + String.join("… or ", names)
                          + "…"));
    }
    assertThat(missing).as("what is missing").isEmpty();
  }

  @Test
  void every_file_is_a_case_of_something_that_there_is() {
    List<String> strays = new ArrayList<>(GoldenCase.strays());
    for (GoldenCase row : cases) {
      JsonNode adapter = definitions.adapters().get(row.partner());
      boolean known =
          adapter != null
              && (adapter.path("operations").has(row.subject())
                  || adapter.path("questions").has(row.subject())
                  || adapter.path("reports").has(row.subject())
                  || adapter.path("messages").has(row.subject()));
      if (!known) {
        strays.add(row.path());
      }
    }
    assertThat(strays).as("files that nothing reads").isEmpty();
  }

  private static void need(
      String partner, String subject, List<String> parts, List<String> missing) {
    for (String part : parts) {
      boolean there =
          cases.stream()
              .anyMatch(
                  row ->
                      row.partner().equals(partner)
                          && row.subject().equals(subject)
                          && row.has(part));
      if (!there) {
        missing.add("tests/partners/" + partner + "/" + subject + ": no case has " + part);
      }
    }
  }

  private static boolean shows(GoldenCase row, String partner, List<String> names) {
    return row.partner().equals(partner) && names.stream().anyMatch(row.name()::startsWith);
  }
}
