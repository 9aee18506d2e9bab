package org.partnergateway.routes.store.events;

import java.util.List;

/**
 * What a reader gets.
 *
 * @param cursor where to go on; also when there are no events, and then it need not be the one that
 *     was given
 * @param more whether to ask again at once
 */
public record EventPage(List<Event> events, String cursor, boolean more) {
  public EventPage {
    events = List.copyOf(events);
  }
}
