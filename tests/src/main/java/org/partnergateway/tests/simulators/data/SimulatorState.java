package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the simulated partner remembers, in memory. One request at a time reads or changes it; the
 * simulator sees to that.
 */
final class SimulatorState {
  /** The state that a behaviour on this thread sees. */
  static final ScopedValue<SimulatorState> CURRENT = ScopedValue.newInstance();

  private final long firstNumber;
  private final Map<String, Map<String, JsonNode>> stored = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  SimulatorState(Instant begin) {
    this.firstNumber = begin.getEpochSecond();
  }

  /** Null (of JSON) when there is nothing. */
  JsonNode stored(String kind, String id) {
    return of(kind).getOrDefault(id, NullNode.instance);
  }

  /** In the order in which they were first stored. */
  ArrayNode all(String kind) {
    return JsonNodeFactory.instance.arrayNode().addAll(of(kind).values());
  }

  /** Goes on from the clock, so that a sandbox that is started again gives no number twice. */
  long nextNumber(String kind) {
    return numbers.merge(kind, firstNumber, (last, first) -> last + 1);
  }

  /** Null (of JSON) removes. */
  void store(String kind, String id, JsonNode value) {
    Map<String, JsonNode> ofKind = stored.computeIfAbsent(kind, k -> new LinkedHashMap<>());
    if (value.isNull()) {
      ofKind.remove(id);
    } else {
      ofKind.put(id, value);
    }
  }

  private Map<String, JsonNode> of(String kind) {
    return stored.getOrDefault(kind, Map.of());
  }
}
