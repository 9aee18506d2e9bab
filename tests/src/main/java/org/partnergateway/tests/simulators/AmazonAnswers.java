package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The forms in which the simulated marketplace answers. */
final class AmazonAnswers {
  private AmazonAnswers() {}

  static SimulatedAnswer json(int status, JsonNode body) {
    return new SimulatedAnswer(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-RequestId", requestId()),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static SimulatedAnswer empty(int status) {
    return new SimulatedAnswer(status, Map.of("x-amzn-RequestId", requestId()), new byte[0]);
  }

  static SimulatedAnswer refused(AmazonRefusal refusal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("errors")
        .addObject()
        .put("code", refusal.code())
        .put("message", refusal.message())
        .put("details", "");
    return json(refusal.status(), body);
  }

  /** The same answer, telling the account's rate for the operation. */
  static SimulatedAnswer withRate(SimulatedAnswer answer, AmazonRates.Rate rate) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put("x-amzn-RateLimit-Limit", rate.header());
    return new SimulatedAnswer(answer.status(), Map.copyOf(headers), answer.body());
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }
}
