package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
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

  Map<String, Long> effects() {
    return new TreeMap<>(effects);
  }

  void apply(JsonNode said) {
    for (JsonNode one : said.path("store")) {
      state.store(
          text(one, "kind"),
          text(one, "id"),
          one.has("value") ? one.get("value") : JsonNodeFactory.instance.nullNode());
    }
    for (JsonNode one : said.path("effects")) {
      String effect = text(one, "effect");
      surroundings
          .listener()
          .tookEffect(
              blueprint.id(),
              effect,
              one.path("reference").asText(""),
              one.path("resource").asText(""),
              one.path("amount").asLong(0));
      effects.merge(effect, 1L, Long::sum);
    }
    for (JsonNode one : said.path("later")) {
      later(one);
    }
  }

  private void later(JsonNode one) {
    Instant at = surroundings.clock().instant();
    if (one.has("after")) {
      at = at.plus(Times.duration(one.get("after")));
    }
    if (one.has("run")) {
      String behaviour = text(one, "run");
      schedule.add(at, () -> runner.run(behaviour, one.path("input")));
    } else {
      String message = text(one, "message");
      schedule.add(at, () -> messages.send(message, one.path("body"), one.path("headers")));
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
