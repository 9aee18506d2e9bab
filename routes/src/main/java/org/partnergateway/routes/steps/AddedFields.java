package org.partnergateway.routes.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what partners add to their messages that their contracts don't know: it passes, and
 * somebody should look at it. Each field counts once in a process. One message a second is looked
 * at of each kind, and fifty a second of all kinds together, so that it costs next to nothing
 * however many partners there are. Any thread may ask.
 */
public final class AddedFields {
  private static final Logger LOG = LoggerFactory.getLogger(AddedFields.class);
  private static final long PAUSE_NANOS = 1_000_000_000L;

  /** Between two looks at whatever kind, and how many may come at once after a rest. */
  private static final long PACE_NANOS = PAUSE_NANOS / 50;

  private static final int AT_ONCE = 100;

  /** Names may be data, such as ids. */
  private static final int MOST_OF_A_KIND = 200;

  private final MeterRegistry meters;
  private final LongSupplier nanos;
  private final Map<Kind, Seen> kinds = new ConcurrentHashMap<>();

  /** When all looks so far would have been over at that pace. */
  private final AtomicLong pacedUntil;

  private record Kind(String partner, String subject) {}

  private record Seen(Set<String> fields, AtomicLong nextLook) {}

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public AddedFields(MeterRegistry meters, LongSupplier nanos) {
    this.meters = meters;
    this.nanos = nanos;
    this.pacedUntil = new AtomicLong(nanos.getAsLong());
  }

  /**
   * @param subject the operation or message
   * @param body keeps to its contract
   * @param added finds the fields, as pointers
   */
  public void look(
      String partner, String subject, JsonNode body, Function<JsonNode, List<String>> added) {
    long now = nanos.getAsLong();
    Seen seen =
        kinds.computeIfAbsent(
            new Kind(partner, subject),
            kind -> new Seen(ConcurrentHashMap.newKeySet(), new AtomicLong(now)));
    long due = seen.nextLook().get();
    if (now - due < 0
        || !withinPace(now)
        || !seen.nextLook().compareAndSet(due, now + PAUSE_NANOS)) {
      return;
    }
    List<String> fresh =
        added.apply(body).stream()
            .filter(field -> seen.fields().size() < MOST_OF_A_KIND && seen.fields().add(field))
            .toList();
    if (!fresh.isEmpty()) {
      LOG.info("{}'s {} has fields that its contract doesn't know: {}", partner, subject, fresh);
      counter(partner, subject).increment(fresh.size());
    }
  }

  private boolean withinPace(long now) {
    long until = pacedUntil.get();
    long next = (until - now < 0 ? now : until) + PACE_NANOS;
    return next - now <= AT_ONCE * PACE_NANOS && pacedUntil.compareAndSet(until, next);
  }

  private Counter counter(String partner, String subject) {
    return Counter.builder("gateway.partner.added.fields")
        .description("Fields of partners' messages that their contracts don't know")
        .tag("partner", partner)
        .tag("subject", subject)
        .register(meters);
  }
}
