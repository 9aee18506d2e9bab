package org.partnergateway.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

class JsonDifferencesTest {
  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1}        | {'a': 1}               | []",
        "{'a': 1}        | {'a': 2}               | [{'pointer': '/a', 'from': 1, 'to': 2}]",
        "{}              | {'a': {'b': 1}}        | [{'pointer': '/a', 'to': {'b': 1}}]",
        "{'a': null}     | {}                     | [{'pointer': '/a', 'from': null}]",
        "{'a': {'b': 1}} | {'a': {'b': 1, 'c': 2}} | [{'pointer': '/a/c', 'to': 2}]",
        "{'a': [1, 2]}   | {'a': [1, 3, 4]}       | [{'pointer': '/a/1', 'from': 2, 'to': 3}, {'pointer': '/a/2', 'to': 4}]",
        "{'a/b~': 1}     | {'a/b~': 2}            | [{'pointer': '/a~1b~0', 'from': 1, 'to': 2}]",
        "{'version': 1}  | {'version': 2}         | []",
        "{'a': {'version': 1}} | {'a': {'version': 2}} | [{'pointer': '/a/version', 'from': 1, 'to': 2}]",
        "                | {'a': 1}               | [{'pointer': '', 'to': {'a': 1}}]",
      })
  void differencesAreToldWithTheirPlaces(String before, String after, String expected) {
    JsonNode from = before == null ? null : json(before);

    assertThat(JsonDifferences.between(from, json(after), Set.of("version")))
        .isEqualTo(json(expected));
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
