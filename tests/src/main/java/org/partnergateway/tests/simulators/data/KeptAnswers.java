package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.KeyRules;

/** First answers by idempotency key, kept as long as the partner keeps them. For one thread. */
final class KeptAnswers {
  private final KeyRules rules;
  private final InstantSource clock;
  private final Map<String, Kept> kept = new HashMap<>();

  private record Kept(String request, Instant since, SimulatedAnswer answer) {}

  /** An answer, and whether it refuses. */
  record Outcome(SimulatedAnswer answer, boolean refused) {}

  KeptAnswers(KeyRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** The key that the request bears; null when the operation takes none, or none was given. */
  @Nullable String key(SimulatedRequest request, String operation) {
    boolean taken =
        rules.scope().operations().isEmpty()
            ? !request.method().equals("GET")
            : rules.scope().has(operation);
    String key = taken ? request.header(rules.header().toLowerCase(Locale.ROOT)) : null;
    if (taken && rules.required() && (key == null || key.isEmpty())) {
      throw Refused.of(Reason.KEY_MISSING, "The header " + rules.header() + " is missing.");
    }
    return key;
  }

  /** The kept answer, or the one that the work gives now. */
  SimulatedAnswer once(String key, SimulatedRequest request, Supplier<Outcome> work) {
    String fingerprint =
        "%s %s %s %s"
            .formatted(
                request.method(),
                request.path(),
                request.query(),
                new String(request.body(), ISO_8859_1));
    Kept first = kept.get(key);
    if (first != null && clock.instant().isBefore(first.since.plus(rules.validFor()))) {
      if (!first.request.equals(fingerprint)) {
        throw Refused.of(Reason.KEY_REUSED, "The key was used for another request before.");
      }
      return marked(first.answer);
    }
    Outcome outcome = work.get();
    if (!outcome.refused() || rules.keepsRefusals()) {
      kept.put(key, new Kept(fingerprint, clock.instant(), outcome.answer()));
    }
    return outcome.answer();
  }

  private SimulatedAnswer marked(SimulatedAnswer answer) {
    if (rules.replayHeader() == null) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put(rules.replayHeader(), "true");
    return new SimulatedAnswer(answer.status(), Map.copyOf(headers), answer.body());
  }
}
