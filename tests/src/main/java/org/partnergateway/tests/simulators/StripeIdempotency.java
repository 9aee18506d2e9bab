package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe does under an idempotency key: the first answer of a request whose work has begun is
 * kept for 24 hours, errors too, and given again to the same request.
 */
final class StripeIdempotency {
  private static final Duration KEPT = Duration.ofHours(24);

  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(String request, Instant since, @Nullable SimulatedAnswer answer) {}

  StripeIdempotency(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The kept answer, or the one that the work gives now.
   *
   * @param request what the key stands for: endpoint and parameters in one order
   * @throws StripeProblem when the key is in use, stands for another request, or the work fails
   *     before it begins
   */
  SimulatedAnswer once(String key, String request, Supplier<SimulatedAnswer> work) {
    if (key.length() > 255) {
      throw StripeProblem.refused(400, "", "Idempotency keys have at most 255 characters.");
    }
    Entry mine = new Entry(request, clock.instant(), null);
    Entry entry = entries.compute(key, (k, kept) -> kept == null || isOver(kept) ? mine : kept);
    if (entry != mine) {
      return replay(key, request, entry);
    }
    SimulatedAnswer answer = null;
    try {
      answer = work.get();
      return answer;
    } catch (StripeProblem problem) {
      answer = problem.begun ? StripeSimulator.answer(problem) : null;
      throw problem;
    } finally {
      if (answer == null) {
        entries.remove(key);
      } else {
        entries.put(key, new Entry(request, mine.since, answer));
      }
    }
  }

  private static SimulatedAnswer replay(String key, String request, Entry entry) {
    if (!entry.request.equals(request)) {
      throw StripeProblem.keyReused(
          "The idempotency key '%s' was first used with other parameters. Use another key for another request."
              .formatted(key));
    }
    SimulatedAnswer first = entry.answer;
    if (first == null) {
      throw StripeProblem.refused(
          409,
          "idempotency_key_in_use",
          "Another request with the idempotency key '%s' is still under way.".formatted(key));
    }
    Map<String, String> headers = new HashMap<>(first.headers());
    headers.put("Idempotent-Replayed", "true");
    return new SimulatedAnswer(first.status(), Map.copyOf(headers), first.body());
  }

  private boolean isOver(Entry entry) {
    return entry.answer != null && clock.instant().isAfter(entry.since.plus(KEPT));
  }
}
