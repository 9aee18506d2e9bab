package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.partnergateway.contracts.json.JsonPointers;

/** Where two trees differ, one line each. Numbers are the same when their values are. */
final class JsonDiff {
  private final List<String> lines = new ArrayList<>();

  private JsonDiff() {}

  static List<String> between(JsonNode expected, JsonNode actual) {
    JsonDiff diff = new JsonDiff();
    diff.compare("", expected, actual);
    return diff.lines;
  }

  private void compare(String pointer, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(JsonPointers.append(pointer, name), expected.path(name), actual.path(name));
      }
    } else if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        compare(JsonPointers.append(pointer, i), expected.path(i), actual.path(i));
      }
    } else if (!same(expected, actual)) {
      String place = pointer.isEmpty() ? "(the whole)" : pointer;
      lines.add(place + ": expected " + show(expected) + ", was " + show(actual));
    }
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    return expected.isNumber() && actual.isNumber()
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }

  private static String show(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
