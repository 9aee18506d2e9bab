package org.partnergateway.tests.simulators;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is to go wrong at which partner, until it is taken back. Safe for concurrent use. */
public final class Faults {
  private final Map<Integer, Switched> switched = new LinkedHashMap<>();
  private int last;

  /**
   * Which requests a fault meets.
   *
   * @param operation as the partner's contract calls it; empty for any
   * @param containing text that the body has; empty for any body, or none
   */
  public record Target(String partner, String operation, String containing) {}

  private record Switched(Target target, Fault fault, OptionalInt left, String told) {}

  /**
   * Switches a fault on.
   *
   * @param times how many requests it meets; empty for all until it is switched off
   * @param told how it was asked for, for {@link #list}
   * @return its number
   */
  public synchronized int add(Target target, Fault fault, OptionalInt times, String told) {
    switched.put(++last, new Switched(target, fault, times, told));
    return last;
  }

  /** Switches one off; false when it isn't on. */
  public synchronized boolean remove(int number) {
    return switched.remove(number) != null;
  }

  /** Switches all off. */
  public synchronized void clear() {
    switched.clear();
  }

  /** How each was asked for, by number. */
  synchronized Map<Integer, String> list() {
    Map<Integer, String> list = new LinkedHashMap<>();
    switched.forEach((number, one) -> list.put(number, one.told()));
    return list;
  }

  /** The fault that meets this request, used up by one; null for none. */
  synchronized @Nullable Fault take(Simulator simulator, SimulatedRequest request) {
    if (switched.isEmpty()) {
      return null;
    }
    String operation = simulator.operation(request);
    String body = new String(request.body(), StandardCharsets.UTF_8);
    List<Map.Entry<Integer, Switched>> all = new ArrayList<>(switched.entrySet());
    for (Map.Entry<Integer, Switched> entry : all) {
      Switched one = entry.getValue();
      if (one.target.partner().equals(simulator.partner())
          && (one.target.operation().isEmpty() || one.target.operation().equals(operation))
          && body.contains(one.target.containing())) {
        use(entry.getKey(), one);
        return one.fault;
      }
    }
    return null;
  }

  private void use(int number, Switched one) {
    if (one.left.isEmpty()) {
      return;
    }
    int left = one.left.getAsInt() - 1;
    if (left <= 0) {
      switched.remove(number);
    } else {
      switched.put(number, new Switched(one.target, one.fault, OptionalInt.of(left), one.told));
    }
  }
}
