package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/**
 * Which order a return is of, by what the marketplace calls the order. Either may be told first.
 * Orders are locked before returns, so that neither misses the other and none waits for the other.
 */
final class ReturnedOrders {
  private static final String ORDER = DocumentKind.ORDER.word();
  private static final String RETURN = DocumentKind.RETURN.word();
  private static final String ORDER_ID = "order_id";

  private final Ledger ledger;

  ReturnedOrders(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The order that news of a return names, kept from others or, when there is none yet, its name.
   */
  Optional<String> named(String kind, String partner, JsonNode news) {
    if (!kind.equals(RETURN)) {
      return Optional.empty();
    }
    Optional<String> found = Optional.empty();
    for (String reference : references(news)) {
      Optional<String> order =
          ledger.lockByReference(ORDER, partner, reference).map(LedgerEntry::id);
      found = found.or(() -> order);
    }
    return found;
  }

  static void link(ObjectNode document, Optional<String> order) {
    if (!document.has(ORDER_ID)) {
      order.ifPresent(id -> document.put(ORDER_ID, id));
    }
  }

  /** Returns that were told of before their order was. */
  List<LedgerEntry> waitingFor(String partner, JsonNode order) {
    TreeSet<String> names = new TreeSet<>();
    order.path("partner_refs").forEach(reference -> names.add(reference.path("value").asText()));
    return ledger.withoutOrder(RETURN, partner).stream()
        .filter(entry -> references(entry.document()).stream().anyMatch(names::contains))
        .toList();
  }

  private static TreeSet<String> references(JsonNode document) {
    TreeSet<String> references = new TreeSet<>();
    for (JsonNode line : document.path("line_items")) {
      if (line.path("order_ref").isTextual()) {
        references.add(line.path("order_ref").asText());
      }
    }
    return references;
  }
}
