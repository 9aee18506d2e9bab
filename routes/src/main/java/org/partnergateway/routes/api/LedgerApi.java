package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.LedgerFilter;
import org.partnergateway.routes.store.ledger.StoredTrackingEvent;
import org.partnergateway.routes.store.ledger.TrackingEvents;

/** Orders, payments, shipments and whatever else the ledger holds, as the gateway knows them. */
public final class LedgerApi implements ApiSection {
  private static final Comparator<ListCursor> NEWEST_FIRST =
      Comparator.comparing(ListCursor::createdAt).thenComparing(ListCursor::id).reversed();

  private final Ledger ledger;
  private final TrackingEvents tracking;

  public LedgerApi(Ledger ledger, TrackingEvents tracking) {
    this.ledger = ledger;
    this.tracking = tracking;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    Map<String, ApiHandler> handlers = new HashMap<>();
    for (DocumentKind kind : DocumentKind.values()) {
      handlers.put("get" + kind.title(), request -> get(kind.word(), request));
      handlers.put("list" + kind.title() + "s", request -> list(kind.word(), request));
    }
    handlers.put("listTrackingEvents", this::listTrackingEvents);
    return handlers;
  }

  private Answer get(String kind, ApiRequest request) {
    return Answer.json(200, StrictJson.write(entry(kind, request).document()));
  }

  private LedgerEntry entry(String kind, ApiRequest request) {
    String id = request.pathParameter(kind + "_id");
    Optional<LedgerEntry> entry = ledger.find(kind, id);
    return entry.orElseThrow(() -> missing(kind, id));
  }

  private static ProblemException missing(String kind, String id) {
    return Problem.of(
            ProblemType.NOT_FOUND, "There is no %s %s.".formatted(kind.replace('_', ' '), id))
        .exception();
  }

  private Answer list(String kind, ApiRequest request) {
    LedgerFilter filter =
        new LedgerFilter(
            request.queryParameter("status"),
            request.queryParameter("partner"),
            request.queryParameter("order_id"),
            request.queryParameter("payment_id"));
    Page<LedgerEntry> page =
        Paging.read(() -> ledger.list(kind, filter, Paging.cursor(request), Paging.limit(request)));
    List<JsonNode> documents = page.data().stream().map(LedgerEntry::document).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer listTrackingEvents(ApiRequest request) {
    LedgerEntry shipment = entry("shipment", request);
    Page<StoredTrackingEvent> page =
        Paging.read(() -> newestFirst(shipment, Paging.cursor(request), Paging.limit(request)));
    List<JsonNode> events = page.data().stream().map(StoredTrackingEvent::document).toList();
    return Paging.answer(events, page.nextCursor());
  }

  private Page<StoredTrackingEvent> newestFirst(
      LedgerEntry shipment, @Nullable String cursor, int limit) {
    ListCursor before = ListCursor.parse(cursor);
    List<StoredTrackingEvent> rows =
        tracking.of(shipment.id()).stream()
            .filter(event -> NEWEST_FIRST.compare(place(event), before) > 0)
            .sorted(Comparator.comparing(LedgerApi::place, NEWEST_FIRST))
            .limit(limit + 1L)
            .toList();
    return Page.of(rows, limit, last -> place(last).text());
  }

  private static ListCursor place(StoredTrackingEvent event) {
    return new ListCursor(event.occurredAt(), event.eventId());
  }
}
