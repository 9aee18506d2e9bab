package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a mapping that has passed its schema, so that shapes need no second check.
 *
 * @param node missing reads as an empty mapping
 */
record Fields(JsonNode node) {
  boolean has(String name) {
    return node.has(name);
  }

  Fields in(String name) {
    return new Fields(node.path(name));
  }

  String text(String name) {
    return node.path(name).asText();
  }

  String text(String name, String fallback) {
    return has(name) ? text(name) : fallback;
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  int number(String name, int fallback) {
    return has(name) ? node.path(name).intValue() : fallback;
  }

  Duration duration(String name, Duration fallback) {
    return has(name) ? duration(text(name)) : fallback;
  }

  List<Duration> durations(String name, List<Duration> fallback) {
    return has(name) ? texts(name).stream().map(Fields::duration).toList() : fallback;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    node.path(name).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  List<JsonPointer> pointers(String name) {
    return texts(name).stream().map(JsonPointer::compile).toList();
  }

  <T> Map<String, T> map(String name, BiFunction<String, Fields, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    node.path(name)
        .properties()
        .forEach(e -> map.put(e.getKey(), read.apply(e.getKey(), new Fields(e.getValue()))));
    return map;
  }

  static Duration duration(String text) {
    int unit = 0;
    while (Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    long amount = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException("No duration: " + text);
    };
  }
}
