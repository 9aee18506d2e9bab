package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.admission.HeldRequest;
import org.partnergateway.routes.events.CloudEvents;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventBell.Listener;
import org.partnergateway.routes.store.events.EventPage;
import org.partnergateway.routes.store.events.EventReader;

/**
 * The event log, as CloudEvents: every event exactly once, in commit order. By page, by page that
 * is waited for, or as a stream.
 */
public final class EventsApi implements ApiSection {
  private final EventReader events;
  private final EventBell bell;
  private final HeldReaders readers;
  private final Duration maxWait;

  /**
   * @param maxWait the longest that one waits for a page
   */
  public EventsApi(EventReader events, EventBell bell, HeldReaders readers, Duration maxWait) {
    this.events = events;
    this.bell = bell;
    this.readers = readers;
    this.maxWait = maxWait;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("listEvents", this::list);
  }

  private Answer list(ApiRequest request) throws InterruptedException {
    if (EventStream.isWanted(request.header("accept"))) {
      return EventStream.of(request, events, bell, readers);
    }
    Listener listener = bell.listen();
    EventPage page = read(request, Paging.cursor(request));
    Duration wait = request.preference().patience();
    if (wait == null || wait.isZero()) {
      return answer(page);
    }
    Duration granted = wait.compareTo(maxWait) < 0 ? wait : maxWait;
    EventPage late = page.events().isEmpty() ? await(request, page, listener, granted) : page;
    return answer(late).withHeaders(Map.of("Preference-Applied", "wait=" + granted.toSeconds()));
  }

  private EventPage await(ApiRequest request, EventPage empty, Listener listener, Duration granted)
      throws InterruptedException {
    readers.enter();
    try {
      HeldRequest held = HeldRequest.begin(bell::ring);
      EventPage page = empty;
      long end = System.nanoTime() + granted.toNanos();
      while (page.events().isEmpty()
          && !held.isGone()
          && listener.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        String cursor = page.cursor();
        page = readers.inTurn(() -> read(request, cursor));
      }
      return page;
    } finally {
      readers.leave();
    }
  }

  private EventPage read(ApiRequest request, @Nullable String cursor) {
    return Paging.read(
        () -> events.read(cursor, Paging.limit(request), request.queryParameter("type")));
  }

  private static Answer answer(EventPage page) {
    List<ObjectNode> envelopes = page.events().stream().map(CloudEvents::envelope).toList();
    return Paging.answer(envelopes, page.cursor());
  }
}
