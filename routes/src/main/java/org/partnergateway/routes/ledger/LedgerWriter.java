package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.ledger.DocumentMerge.Merged;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.ReferenceTaken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which the ledger changes: merged, checked, versioned, and told in an event of the
 * same transaction.
 */
public final class LedgerWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final String ORDER = DocumentKind.ORDER.word();
  private static final String REFUND = DocumentKind.REFUND.word();
  private static final String PARTNER = "partner";

  private final Ledger ledger;
  private final LedgerEvents events;
  private final DocumentMerge merge;
  private final DocumentSchemas schemas;
  private final TrackingWriter tracking;
  private final ReturnedOrders returned;
  private final RefundTotals refunds;
  private final Ids ids;
  private final InstantSource clock;

  public LedgerWriter(
      Ledger ledger,
      LedgerEvents events,
      DocumentMerge merge,
      DocumentSchemas schemas,
      TrackingWriter tracking,
      Ids ids,
      InstantSource clock) {
    this.ledger = ledger;
    this.events = events;
    this.merge = merge;
    this.schemas = schemas;
    this.tracking = tracking;
    this.returned = new ReturnedOrders(ledger);
    this.refunds = new RefundTotals(ledger);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds what the gateway begins by itself.
   *
   * @param document canonical but for version and times, which are set here
   * @throws InvalidDocumentException when it breaks the canonical contract
   */
  public ObjectNode create(String kind, String partner, ObjectNode document, Instant statusAt) {
    Standing standing = Standing.begun(document.path("status").asText());
    return insert(kind, partner, document.deepCopy(), statusAt, standing);
  }

  private ObjectNode insert(
      String kind, String partner, ObjectNode document, Instant statusAt, Standing standing) {
    String id = document.path("id").asText();
    ObjectNode stamped = stamp(document, 1);
    stamped.set("created_at", stamped.get("updated_at"));
    check(kind, stamped);
    String status = stamped.path("status").asText();
    ledger.put(
        LedgerEntry.fresh(kind, id, orderId(stamped), partner, status, statusAt, stamped)
            .with(status, statusAt, stamped, standing.tree()));
    refer(kind, partner, id, stamped);
    Witness.changed(kind, id, null, stamped);
    events.append(kind + ".created", id, eventOrder(kind, id, stamped), partner, stamped);
    if (kind.equals(ORDER)) {
      returned.waitingFor(partner, stamped).forEach(entry -> link(partner, entry, id));
    }
    return stamped;
  }

  /**
   * Applies what the gateway found out by what it asked, and appends an event when it changed
   * something.
   *
   * @param now when it happened, unless the change says that itself
   * @return the document as it stands now
   * @throws UnmatchedException when there is nothing that it is about, and it may begin nothing
   * @throws InvalidDocumentException when the outcome would break the canonical contract
   */
  public ObjectNode apply(String partner, Change change, Instant now) {
    return merge(partner, change, now, true);
  }

  /**
   * As {@link #apply}, for what a partner told by a message. It may be late, or have come before.
   *
   * @param heardAt when the message came; when it happened, unless it says that itself
   */
  public ObjectNode hear(String partner, Change change, Instant heardAt) {
    return merge(partner, change, heardAt, false);
  }

  private ObjectNode merge(String partner, Change change, Instant heardAt, boolean isOurs) {
    Instant at = change.occurredAt() == null ? heardAt : change.occurredAt();
    News news = new News(told(partner, change.set()), at, heardAt, isOurs);
    if (change.kind().equals(REFUND)) {
      refunds.lockPayment(partner, change);
    }
    Optional<String> order = returned.named(change.kind(), partner, change.set());
    Optional<LedgerEntry> known = find(partner, change);
    if (known.isEmpty()) {
      DocumentKind kind = DocumentKind.find(change.kind());
      if (kind == null || !kind.isBegunByNews()) {
        throw new UnmatchedException(partner, change);
      }
      return begin(kind, partner, news, order);
    }
    LedgerEntry entry = known.get();
    ObjectNode current = (ObjectNode) entry.document();
    Standing standing = standing(entry);
    Merged merged = merge.merge(change.kind(), current, standing, news);
    ReturnedOrders.link(merged.document(), order);
    if (!change.trackingEvents().isEmpty()) {
      tracking.apply(partner, entry, merged.document(), change.trackingEvents(), at);
    }
    if (!merged.document().equals(current)) {
      return write(entry, partner, merged);
    }
    if (!merged.standing().equals(standing)) {
      ledger.note(entry, merged.standing().tree());
    }
    return current;
  }

  /** Whose it is, who tells it says: the mapping may have been written for another account. */
  private static ObjectNode told(String partner, ObjectNode set) {
    return set.path(PARTNER).asText(partner).equals(partner)
        ? set
        : set.deepCopy().put(PARTNER, partner);
  }

  private static Standing standing(LedgerEntry entry) {
    JsonNode kept = entry.standing();
    return kept == null ? Standing.since(entry.status(), entry.statusAt()) : Standing.read(kept);
  }

  /**
   * What else of its kind draws on the same thing, such as a payment's other refunds. That is
   * locked, so that of two that end at a time the second sees the first.
   *
   * @param source the kind of that thing; null for what draws on none
   */
  public List<JsonNode> others(String kind, ObjectNode document, @Nullable String source) {
    if (source == null || !document.has(source + "_id")) {
      return List.of();
    }
    String id = document.path("id").asText();
    return ledger
        .lock(source, document.path(source + "_id").asText())
        .map(entry -> ledger.naming(kind, source, entry))
        .orElse(List.of())
        .stream()
        .filter(entry -> !entry.id().equals(id))
        .map(LedgerEntry::document)
        .toList();
  }

  /**
   * Puts a document back to the status it had at its beginning, for an operation that is tried
   * again because it certainly took no effect. The one move that doesn't go by the rules of
   * statuses.
   */
  public void restart(String kind, String id, String status, Instant now) {
    LedgerEntry entry =
        ledger
            .lock(kind, id)
            .orElseThrow(() -> new IllegalStateException("%s %s is gone".formatted(kind, id)));
    ObjectNode document = ((ObjectNode) entry.document()).deepCopy();
    document.put("status", status);
    document.remove("error");
    write(
        entry, String.valueOf(entry.partner()), new Merged(document, Standing.begun(status), now));
  }

  /** Notes that another partner is asked for it from now on, the one before having done nothing. */
  public void reassign(String kind, String id, String partner) {
    LedgerEntry entry =
        ledger
            .lock(kind, id)
            .orElseThrow(() -> new IllegalStateException("%s %s is gone".formatted(kind, id)));
    ObjectNode document = ((ObjectNode) entry.document()).deepCopy().put(PARTNER, partner);
    write(entry.at(partner), partner, new Merged(document, standing(entry), entry.statusAt()));
  }

  private ObjectNode write(LedgerEntry entry, String partner, Merged merged) {
    ObjectNode document = stamp(merged.document(), entry.version() + 1);
    check(entry.kind(), document);
    ledger.put(
        entry
            .of(orderId(document))
            .with(
                document.path("status").asText(),
                merged.statusAt() == null ? entry.statusAt() : merged.statusAt(),
                document,
                merged.standing().tree()));
    refer(entry.kind(), partner, entry.id(), document);
    Witness.changed(entry.kind(), entry.id(), entry.document(), document);
    events.append(
        entry.kind() + ".updated",
        entry.id(),
        eventOrder(entry.kind(), entry.id(), document),
        partner,
        document);
    tracking
        .completedOrder(entry, document)
        .ifPresent(order -> apply(order.partner(), order.change(), clock.instant()));
    if (entry.kind().equals(REFUND)) {
      refunds.of(entry, document).ifPresent(payment -> apply(partner, payment, clock.instant()));
    }
    return document;
  }

  private Optional<LedgerEntry> find(String partner, Change change) {
    if (change.id() != null) {
      Optional<LedgerEntry> byId = ledger.lock(change.kind(), change.id());
      if (byId.isPresent()) {
        return byId;
      }
    }
    return change.reference() == null
        ? Optional.empty()
        : ledger.lockByReference(change.kind(), partner, change.reference());
  }

  private ObjectNode begin(DocumentKind kind, String partner, News news, Optional<String> order) {
    ObjectNode begun = StrictJson.nodes().objectNode();
    begun.put("id", ids.next(kind.idPrefix()));
    begun.put(PARTNER, partner);
    Merged merged = merge.merge(kind.word(), begun, Standing.NOTHING, news);
    ReturnedOrders.link(merged.document(), order);
    Instant statusAt = merged.statusAt() == null ? news.at() : merged.statusAt();
    return insert(kind.word(), partner, merged.document(), statusAt, merged.standing());
  }

  /** A return that was told of before its order. */
  private void link(String partner, LedgerEntry entry, String orderId) {
    ObjectNode document = ((ObjectNode) entry.document()).deepCopy();
    ReturnedOrders.link(document, Optional.of(orderId));
    write(entry, partner, new Merged(document, standing(entry), entry.statusAt()));
  }

  private ObjectNode stamp(ObjectNode document, long version) {
    document.put("version", version);
    document.put("updated_at", clock.instant().toString());
    return document;
  }

  private void check(String kind, ObjectNode document) {
    List<Violation> violations = schemas.of(kind).check(document);
    if (!violations.isEmpty()) {
      throw new InvalidDocumentException(kind, violations);
    }
  }

  /** What the partner calls it: its references, and a shipment's tracking numbers. */
  private void refer(String kind, String partner, String id, ObjectNode document) {
    if (!DocumentKind.of(kind).isReferred()) {
      return;
    }
    for (JsonNode reference : document.path("partner_refs")) {
      refer(kind, partner, reference.path("value"), id);
    }
    if (kind.equals(DocumentKind.SHIPMENT.word())) {
      refer(kind, partner, document.path("tracking_number"), id);
      for (JsonNode parcel : document.path("parcels")) {
        refer(kind, partner, parcel.path("tracking_number"), id);
      }
    }
  }

  private void refer(String kind, String partner, JsonNode reference, String id) {
    if (!reference.isTextual()) {
      return;
    }
    try {
      ledger.addReference(kind, partner, reference.asText(), id);
    } catch (ReferenceTaken e) {
      if (DocumentKind.of(kind).isBegunByNews()) {
        // Somebody else begins the same thing at this moment.
        throw e;
      }
      // An answer must not get lost over a name that the partner gives twice.
      LOG.warn("{}; {} {} is not found by it", e.getMessage(), kind, id);
    }
  }

  private static @Nullable String orderId(ObjectNode document) {
    JsonNode id = document.path("order_id");
    return id.isTextual() ? id.asText() : null;
  }

  private static @Nullable String eventOrder(String kind, String id, ObjectNode document) {
    return kind.equals(ORDER) ? id : orderId(document);
  }
}
