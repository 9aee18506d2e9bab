package org.partnergateway.routes.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

class DifferencesTest {
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1}                | {"a": 1}          | []
          {"a": 1}                | {"a": 2}          | [{"pointer": "/a", "sent": 1, "today": 2}]
          {"a": 1}                | {}                | [{"pointer": "/a", "sent": 1}]
          {}                      | {"b/c": null}     | [{"pointer": "/b~1c", "today": null}]
          {"a": [1, {"b": "x"}]}  | {"a": [1, {}, 3]} | [{"pointer": "/a/1/b", "sent": "x"}, {"pointer": "/a/2", "today": 3}]
          {"a": {}}               | {"a": []}         | [{"pointer": "/a", "sent": {}, "today": []}]
          """)
  void areToldByTheirPlace(String sent, String today, String expected) throws Exception {
    assertThat(Differences.between(tree(sent), tree(today))).isEqualTo(tree(expected));
  }

  private static JsonNode tree(String text) throws Exception {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
