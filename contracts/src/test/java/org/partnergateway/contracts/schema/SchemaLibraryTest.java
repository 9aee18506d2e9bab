package org.partnergateway.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.json.StrictJson;

class SchemaLibraryTest {

  private static final String MONEY =
      "type: object\nproperties: {amount: {type: integer}, parts: {type: array, items: {$ref: '#'}}}\n";

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'type: integr'                               | contracts/x.yaml:1:1: this is no valid schema: #/type must be one of array, boolean, integer
          'title: X\nproperties:\n  a: {minLength: "3"}' | contracts/x.yaml:3:7: this is no valid schema: #/properties/a/minLength must be an integer
          'properties: [a]'                            | contracts/x.yaml:1:1: this is no valid schema: #/properties must be an object
          'required: name'                             | contracts/x.yaml:1:1: this is no valid schema: #/required must be an array
          'pattern: "["'                               | contracts/x.yaml:1:1:
          'items: 12'                                  | contracts/x.yaml:1:1: this is no valid schema
          '12'                                         | contracts/x.yaml:1:1: this is no valid schema
          'title: X\nrequird: [a]'                     | contracts/x.yaml:2:1: "requird" is no schema keyword that is enforced here; did you mean required?
          'items: {description: One, not two}'         | contracts/x.yaml:1:27: "not two" is no schema keyword that is enforced here; between { and }, a text with a comma in it must be quoted
          'properties: {a: {nullable: true}}'          | contracts/x.yaml:1:18: "nullable" is no schema keyword
          'properties: {a: {$id: y}}'                  | contracts/x.yaml:1:18: "$id" is no schema keyword
          'format: datetime'                           | contracts/x.yaml:1:1: "datetime" is no format that is enforced here; did you mean date-time?
          'items:\n  $ref: y.yaml'                     | contracts/x.yaml:2:3: $ref "y.yaml": there is no file contracts/y.yaml
          'items: {$ref: mony.yaml}'                   | there is no file contracts/mony.yaml; did you mean contracts/money.yaml?
          'items: {$ref: "money.yaml#/$defs/Nope"}'    | contracts/x.yaml:1:9: $ref "money.yaml#/$defs/Nope": there is nothing at #/$defs/Nope in contracts/money.yaml
          '$ref: "#/nowhere"'                          | contracts/x.yaml:1:1: $ref "#/nowhere": there is nothing at #/nowhere
          '$ref: https://json-schema.org/draft/2020-12/schema' | contracts/x.yaml:1:1: $ref "https://json-schema.org/draft/2020-12/schema" leads out of the definitions
          '$ref: file:/etc/passwd'                     | leads out of the definitions
          '$ref: /etc/passwd'                          | leads out of the definitions
          '$ref: ../../../etc/passwd'                  | leads out of the definitions
          '$ref: "#anchor"'                            | has a fragment that is no JSON Pointer
          '$ref: "#"'                                  | $ref goes in a circle
          'items: {$ref: broken.yaml}'                 | contracts/broken.yaml:1:1: this is no valid schema: #/type
          'a: 1\na: 2'                                 | contracts/x.yaml:2:1: "a" stands here a second time
          """)
  void aSchemaThatCannotBeCompiledIsRefusedWithItsPlace(String schema, String problem) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> library(schema).schema("contracts/x.yaml", ""))
        .withMessageContaining(problem);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    Problems problems = new Problems();

    library("type: integr\nproperties:\n  a: {$ref: gone.yaml}\n  b: {$ref: broken.yaml}\n")
        .schema("contracts/x.yaml", "", problems);

    assertThat(problems.list())
        .extracting(problem -> problem.file() + ":" + problem.line())
        .containsExactly("contracts/broken.yaml:1", "contracts/x.yaml:1", "contracts/x.yaml:3");
  }

  @Test
  void aRefusedSchemaIsRefusedAgainWhenAskedTwice() {
    SchemaLibrary library = library("items: {$ref: gone.yaml}");

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(DefinitionException.class)
          .isThrownBy(() -> library.schema("contracts/x.yaml", ""))
          .satisfies(e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1));
    }
  }

  @Test
  void referencesLeadThroughFilesAndPointers() {
    MessageSchema schema =
        library(
                "$defs: {'a/b {c}': {$ref: sub/line.yaml}}\nitems: {$ref: '#/$defs/a~1b%20%7Bc%7D'}")
            .schema("contracts/x.yaml", "");

    assertThat(schema.check(json("[{\"price\":{\"amount\":1,\"parts\":[{\"amount\":2}]}}]")))
        .isEmpty();
    assertThat(schema.check(json("[{\"price\":{\"amount\":1,\"parts\":[{\"amount\":\"2\"}]}}]")))
        .extracting(Violation::pointer)
        .containsExactly("/0/price/parts/0/amount");
  }

  @Test
  void aSchemaIsFoundByPointer() {
    SchemaLibrary library = library("components: {'/v1/{id}': {type: string}}\nopenapi: x");

    assertThat(library.schema("contracts/x.yaml", "/components/~1v1~1{id}").check(json("1")))
        .hasSize(1);
  }

  @Test
  void aSchemaIsCompiledOnce() {
    SchemaLibrary library = library("type: string");

    assertThat(library.schema("contracts/x.yaml", ""))
        .isSameAs(library.schema("contracts/x.yaml", ""));
  }

  @Test
  void manyThreadsMayCompileAndCheckAtOnce() throws Exception {
    SchemaLibrary library = library("items: {$ref: sub/line.yaml}");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Violation>>> answers =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              library
                                  .schema("contracts/x.yaml", "")
                                  .check(json("[{\"price\":{\"amount\":\"" + i + "\"}}]"))))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get())
            .extracting(Violation::toString)
            .containsExactly(
                "/0/price/amount must be an integer, but was the string \"" + i + "\"");
      }
    }
  }

  private static SchemaLibrary library(String schema) {
    DefinitionTree tree =
        TestTrees.of(
            "contracts/x.yaml",
            schema,
            "contracts/money.yaml",
            MONEY,
            "contracts/broken.yaml",
            "type: integr",
            "contracts/sub/line.yaml",
            "type: object\nproperties: {price: {$ref: ../money.yaml}}\n");
    return new SchemaLibrary(tree);
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
