package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.events.CloudEvents;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventPage;
import org.partnergateway.routes.store.events.EventReader;

/** The event log, as CloudEvents: every event exactly once, in commit order. */
public final class EventsApi implements ApiSection {
  private final EventReader events;

  public EventsApi(EventReader events) {
    this.events = events;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("listEvents", this::list);
  }

  private Answer list(ApiRequest request) {
    EventPage page =
        Paging.read(
            () ->
                events.read(
                    Paging.cursor(request), Paging.limit(request), request.queryParameter("type")));
    List<ObjectNode> envelopes = page.events().stream().map(EventsApi::envelope).toList();
    return Paging.answer(envelopes, page.cursor());
  }

  static ObjectNode envelope(Event event) {
    return CloudEvents.of(event);
  }
}
