package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.partnergateway.tests.simulators.SimulatedLabels;
import org.partnergateway.tests.simulators.Times;

/** What behaviours may call besides the functions that mappings have. */
final class StateFunctions {
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LONGEST_ID = 64;

  private StateFunctions() {}

  private interface Body {
    JsonNode call(JsonNode[] arguments);
  }

  static List<Function> all() {
    return List.of(
        function("stored", 2, a -> state().stored(text(a[0]), a[1].asText())),
        function("all", 1, a -> state().all(text(a[0]))),
        function("next-number", 1, a -> LongNode.valueOf(state().nextNumber(text(a[0])))),
        function("unique-id", 1, a -> uniqueId(a[0].asInt())),
        function("signing-key", 0, a -> TextNode.valueOf(SigningKey.pem())),
        function("time-plus", 2, StateFunctions::timePlus),
        function(
            "base64",
            1,
            a ->
                TextNode.valueOf(
                    Base64.getEncoder().encodeToString(a[0].asText().getBytes(UTF_8)))),
        function(
            "label",
            2,
            a -> TextNode.valueOf(SimulatedLabels.image(text(a[0]), "Simulated", a[1].asText()))));
  }

  private static JsonNode timePlus(JsonNode[] arguments) {
    Instant time = OffsetDateTime.parse(text(arguments[0])).toInstant();
    JsonNode by = arguments[1];
    boolean back = by.isNumber() && by.decimalValue().signum() < 0;
    return TextNode.valueOf(
        (back
                ? time.minusMillis(by.decimalValue().negate().movePointRight(3).longValue())
                : time.plus(Times.duration(by)))
            .toString());
  }

  private static JsonNode uniqueId(int length) {
    if (length < 1 || length > LONGEST_ID) {
      throw new IllegalArgumentException("its length is 1 to " + LONGEST_ID + ", not " + length);
    }
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      id.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return TextNode.valueOf(id.toString());
  }

  private static SimulatorState state() {
    return SimulatorState.CURRENT.get();
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException(value + " is not text");
    }
    return value.textValue();
  }

  private static Function function(String name, int arguments, Body body) {
    return new Function() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public int getMinArguments() {
        return arguments;
      }

      @Override
      public int getMaxArguments() {
        return arguments;
      }

      @Override
      public JsonNode call(JsonNode input, JsonNode[] given) {
        try {
          return body.call(given);
        } catch (RuntimeException e) {
          throw new JsltException(name + ": " + e.getMessage(), e);
        }
      }
    };
  }
}
