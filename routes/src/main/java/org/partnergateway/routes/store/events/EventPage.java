package org.partnergateway.routes.store.events;

import java.util.List;

/**
 * What a reader gets.
 *
 * @param cursors where to go on after each of the events
 * @param cursor where to go on; also when there are no events, and then it need not be the one that
 *     was given
 * @param more whether to ask again at once
 */
public record EventPage(List<Event> events, List<String> cursors, String cursor, boolean more) {
  public EventPage {
    cursors = List.copyOf(cursors);
    events = List.copyOf(events);
  }
}
