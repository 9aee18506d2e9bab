package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.partnergateway.tests.simulators.Times;

/** Makes what a behaviour says come true: what is stored, what takes effect, what follows later. */
final class Consequences {
  private final SimulatorBlueprint blueprint;
  private final Surroundings surroundings;
  private final SimulatorState state;
  private final Schedule schedule;
  private final Messages messages;
  private final Runner runner;
  private final Map<String, Long> effects = new ConcurrentHashMap<>();

  /** Runs a behaviour that nobody asked for. */
  interface Runner {
    void run(String behaviour, JsonNode input);
  }

  Consequences(
      SimulatorBlueprint blueprint,
      Surroundings surroundings,
      SimulatorState state,
      Schedule schedule,
      Runner runner) {
    this.blueprint = blueprint;
    this.surroundings = surroundings;
    this.state = state;
    this.schedule = schedule;
    this.messages = new Messages(blueprint, surroundings);
    this.runner = runner;
    blueprint.definition().effects().forEach(effect -> effects.put(effect, 0L));
  }

  Messages messages() {
    return messages;
  }

  Map<String, Long> effects() {
    return new TreeMap<>(effects);
  }

  /** All of it, or, where something in it can't be understood, nothing. */
  void apply(JsonNode said) {
    List<Runnable> changes = new ArrayList<>();
    said.path("store").forEach(one -> changes.add(store(one)));
    said.path("effects").forEach(one -> changes.add(effect(one)));
    said.path("later").forEach(one -> changes.add(later(one)));
    changes.forEach(Runnable::run);
  }

  private Runnable store(JsonNode one) {
    String kind = text(one, "kind");
    String id = text(one, "id");
    JsonNode value = one.has("value") ? one.get("value") : JsonNodeFactory.instance.nullNode();
    return () -> state.store(kind, id, value);
  }

  private Runnable effect(JsonNode one) {
    String effect = text(one, "effect");
    String reference = one.path("reference").asText("");
    String resource = one.path("resource").asText("");
    long amount = one.path("amount").asLong(0);
    return () -> {
      surroundings.listener().tookEffect(blueprint.id(), effect, reference, resource, amount);
      effects.merge(effect, 1L, Long::sum);
    };
  }

  private Runnable later(JsonNode one) {
    Instant now = surroundings.clock().instant();
    Instant at = one.has("after") ? now.plus(after(one.get("after"))) : now;
    if (one.has("run")) {
      String behaviour = text(one, "run");
      return () -> schedule.add(at, () -> runner.run(behaviour, one.path("input")));
    }
    String message = text(one, "message");
    return () ->
        schedule.add(at, () -> messages.send(message, one.path("body"), one.path("headers")));
  }

  private static Duration after(JsonNode value) {
    try {
      return Times.duration(value);
    } catch (IllegalArgumentException e) {
      throw new SimulatorBroken("after: " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode holder, String name) {
    JsonNode value = holder.path(name);
    if (!value.isTextual() && !value.isNumber()) {
      throw new SimulatorBroken("\"" + name + "\" is missing in " + holder);
    }
    return value.asText();
  }
}
