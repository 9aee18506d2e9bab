package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.partnergateway.tests.simulators.Drift.Change;

/** Reads a fault as people write it. */
final class FaultReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "partner",
          "operation",
          "containing",
          "times",
          "latency",
          "refuse",
          "error",
          "cut",
          "hang",
          "when",
          "drift");
  private static final Set<String> DRIFT_MEMBERS = Set.of("at", "do", "name", "value");

  private FaultReader() {}

  /**
   * Switches on what is asked for, and says its number.
   *
   * @throws IllegalArgumentException when it can't be understood
   */
  static int add(Faults faults, Set<String> partners, JsonNode asked) {
    known(asked, MEMBERS, "a fault");
    String partner = asked.path("partner").asText();
    if (!partners.contains(partner)) {
      throw new IllegalArgumentException(
          "partner must be one of " + new TreeSet<>(partners) + ", not \"" + partner + "\"");
    }
    OptionalInt times =
        asked.has("times") ? OptionalInt.of(asked.get("times").asInt()) : OptionalInt.empty();
    if (times.isPresent() && times.getAsInt() < 1) {
      throw new IllegalArgumentException("times must be 1 or more");
    }
    Faults.Target target =
        new Faults.Target(
            partner, asked.path("operation").asText(""), asked.path("containing").asText(""));
    return faults.add(target, fault(asked), times, asked.toString());
  }

  private static Fault fault(JsonNode asked) {
    String when = asked.path("when").asText("before");
    if (!Set.of("before", "after").contains(when)) {
      throw new IllegalArgumentException("when must be before or after");
    }
    int error = asked.path("error").asInt(0);
    if (error != 0 && (error < 400 || error > 599)) {
      throw new IllegalArgumentException("error must be a status of 400 to 599");
    }
    boolean hang = asked.has("hang");
    Duration latency = Duration.ZERO;
    if (hang || asked.has("latency")) {
      latency = Times.duration(hang ? asked.get("hang") : asked.get("latency"));
    }
    return new Fault(
        latency,
        asked.get("refuse"),
        error,
        hang || asked.path("cut").asBoolean(),
        when.equals("after"),
        drift(asked.path("drift")));
  }

  private static List<Drift> drift(JsonNode rules) {
    List<Drift> drift = new ArrayList<>();
    for (JsonNode rule : rules) {
      known(rule, DRIFT_MEMBERS, "a drift");
      Change change;
      try {
        change = Change.valueOf(rule.path("do").asText().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("do must be wrap, unwrap, remove, set or add", e);
      }
      String at = rule.path("at").asText();
      if (!at.isEmpty() && !at.startsWith("/")) {
        throw new IllegalArgumentException("at must be a JSON Pointer, not \"" + at + "\"");
      }
      JsonNode value = rule.has("value") ? rule.get("value") : NullNode.instance;
      drift.add(new Drift(at, change, rule.path("name").asText(), value));
    }
    return drift;
  }

  private static void known(JsonNode object, Set<String> members, String what) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!members.contains(name)) {
                throw new IllegalArgumentException(
                    what + " has no \"" + name + "\"; there are " + new TreeSet<>(members));
              }
            });
  }
}
