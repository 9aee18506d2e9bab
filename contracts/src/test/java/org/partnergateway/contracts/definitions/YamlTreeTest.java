package org.partnergateway.contracts.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

class YamlTreeTest {

  private static final String TEXT =
      """
      # a comment
      id: ups
      hosts: [onlinetools.ups.com, wwwcie.ups.com]
      policy:
        timeouts:
          response: 10s
        a/b: 1
      rules:
        - {status: 401, failure: unauthorized}
        - status: 429
          failure: rate_limited
      """;

  @ParameterizedTest(name = "{0} is at {1}:{2}")
  @CsvSource({
    "'', 2, 1",
    "/id, 2, 1",
    "/hosts/1, 3, 30",
    "/policy/timeouts/response, 6, 5",
    "/policy/a~1b, 7, 3",
    "/rules/0/failure, 9, 19",
    "/rules/1/failure, 11, 5",
    "/policy/timeouts/connect, 5, 3", // not there: what would hold it
    "/rules/7/x/y, 8, 1",
    "/nothing, 2, 1",
  })
  void everyPointerHasItsPlace(String pointer, int line, int column) {
    assertThat(yaml(TEXT).position(pointer)).isEqualTo(new Position(line, column));
  }

  @Test
  void aProblemNamesFileLineAndColumn() {
    assertThat(yaml(TEXT).problem("/rules/1/failure", "is odd"))
        .hasToString("a/b.yaml:11:5: is odd");
  }

  @ParameterizedTest(name = "{0} is the JSON {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NO              | "NO"
          yes             | "yes"
          on              | "on"
          2026-11-23      | "2026-11-23"
          '"007"'         | "007"
          2s              | "2s"
          1.0.0           | "1.0.0"
          v1              | "v1"
          a:b             | "a:b"
          true            | true
          ~               | null
          ''              | null
          12              | 12
          -3              | -3
          0               | 0
          99999999999     | 99999999999
          1.10            | 1.10
          1e3             | 1e3
          '"12"'          | "12"
          [a, 1, {b: c}]  | ["a",1,{"b":"c"}]
          """)
  void scalarsAreReadByYaml12(String text, String json) {
    JsonNode expected = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));

    assertThat(yaml("v: " + text).root().get("v")).isEqualTo(expected);
  }

  @Test
  void decimalsKeepTheirZeros() {
    assertThat(yaml("v: 1.10").root().get("v").decimalValue()).isEqualTo(new BigDecimal("1.10"));
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: 1\nb: 2\na: 3'       | a/b.yaml:3:1: "a" stands here a second time; the first is in line 1
          'a: {x: 1, x: 2}'        | a/b.yaml:1:11: "x" stands here a second time
          'a: &x {b: 1}\nc: *x'    | a/b.yaml:1:4: anchors and aliases are not read here
          'a:\n  <<: {b: 1}'       | a/b.yaml:2:3: merge keys (<<) are not read here
          '? [a]\n: b'             | a/b.yaml:1:3: a name must be a plain text
          'a: 007'                 | a/b.yaml:1:4: 007 is read as a number by some
          'a: [1, +15551234567]'   | a/b.yaml:1:8: +15551234567 is read as a number by some
          'a: 0x1F'                | a/b.yaml:1:4: 0x1F is read as a number by some
          'a: 1_000'               | a/b.yaml:1:4: 1_000 is read as a number by some
          'a: 12:30'               | a/b.yaml:1:4: 12:30 is read as a number by some
          'a: .inf'                | a/b.yaml:1:4: .inf is read as a number by some
          'a: .5'                  | a/b.yaml:1:4: .5 is read as a number by some
          'a: [1, 2'               | a/b.yaml:1:9: is not YAML
          'a: 1\n b: 2'            | a/b.yaml:2:3: is not YAML
          'a: 1\n---\nb: 2'        | a/b.yaml:2:1: is not YAML
          'a: !!java.net.URL [x]'  | a/b.yaml:1:4: is not YAML: Global tag is not allowed
          'a: !!int "1"'           | a/b.yaml:1:4: tags
          """)
  void whatIsDoubtfulIsRefusedWithItsPlace(String text, String problem) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> yaml(text.replace("\\n", "\n")))
        .withMessageContaining(problem);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> yaml("a: 007\nb: 1\nb: 2\nc: 0x1\n"))
        .satisfies(e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1, 3, 4))
        .withMessageStartingWith("3 problems in the definitions:\n  a/b.yaml:1:4: ");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    DefinitionFile file = new DefinitionFile("a/b.yaml", new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> YamlTree.read(file))
        .withMessageContaining("is not UTF-8");
  }

  private static YamlTree yaml(String text) {
    return YamlTree.read(new DefinitionFile("a/b.yaml", text.getBytes(StandardCharsets.UTF_8)));
  }
}
