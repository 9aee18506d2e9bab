package org.partnergateway.tests.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;

final class JsonDiffTest {
  @Test
  void every_difference_is_told_with_its_pointer() {
    assertThat(
            JsonDiff.between(
                json("{\"a\": 1, \"b\": [1, 2], \"c\": {\"d/e\": \"x\"}, \"f\": null}"),
                json("{\"a\": \"1\", \"b\": [1, 3, 4], \"c\": {}, \"g\": true}")))
        .containsExactly(
            "/a: expected 1, was \"1\"",
            "/b/1: expected 2, was 3",
            "/b/2: expected nothing, was 4",
            "/c/d~1e: expected \"x\", was nothing",
            "/f: expected null, was nothing",
            "/g: expected nothing, was true");
  }

  @Test
  void numbers_are_compared_by_value_and_the_order_of_members_does_not_matter() {
    assertThat(
            JsonDiff.between(
                json("{\"a\": 1.10, \"b\": 9223372036854775807}"),
                json("{\"b\": 9223372036854775807.0, \"a\": 1.1}")))
        .isEmpty();
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(UTF_8));
  }
}
