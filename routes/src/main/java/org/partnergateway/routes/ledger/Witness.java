package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.events.Event;

/**
 * Sees what one replay of a message changes, and marks its events as such. It looks on only at what
 * its own thread does.
 */
public final class Witness {
  private static final ScopedValue<Witness> PRESENT = ScopedValue.newInstance();

  private final String message;
  private final Map<String, Changed> changes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();

  /**
   * @param message the id of the message that is replayed
   */
  public Witness(String message) {
    this.message = message;
  }

  /**
   * A document before and after.
   *
   * @param before null when there was none
   */
  public record Changed(String kind, String id, @Nullable JsonNode before, JsonNode after) {}

  /** Does something under the eyes of this witness. */
  public <T> T watch(Supplier<T> what) {
    return ScopedValue.where(PRESENT, this).call(what::get);
  }

  /** Each document once, from what it was at first to what it was at last. */
  public List<Changed> changes() {
    return List.copyOf(changes.values());
  }

  /** In the order in which they were appended. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  static void changed(String kind, String id, @Nullable JsonNode before, JsonNode after) {
    if (PRESENT.isBound()) {
      PRESENT
          .get()
          .changes
          .merge(
              kind + "/" + id,
              new Changed(kind, id, before, after.deepCopy()),
              (first, last) -> new Changed(kind, id, first.before, last.after));
    }
  }

  static Event seen(Event event) {
    if (!PRESENT.isBound()) {
      return event;
    }
    Event marked = event.replayOf(PRESENT.get().message);
    PRESENT.get().events.add(marked);
    return marked;
  }
}
