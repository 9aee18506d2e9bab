package org.partnergateway.routes.settlements;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.store.settlements.Settlements;

/** The settlements that some lines belong to: begun in the ledger, or told more of. */
final class Heads {
  private final LedgerWriter ledger;
  private final Settlements settlements;
  private final InstantSource clock;

  Heads(LedgerWriter ledger, Settlements settlements, InstantSource clock) {
    this.ledger = ledger;
    this.settlements = settlements;
    this.clock = clock;
  }

  /** What a settlement is called by whom. */
  record Name(String partner, String payoutRef) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byPartner = partner.compareTo(other.partner);
      return byPartner != 0 ? byPartner : payoutRef.compareTo(other.payoutRef);
    }
  }

  /**
   * Writes what is told of settlements, in the caller's transaction, and in an order that is the
   * same for all, so that two batches don't wait for one another.
   *
   * @param told by name; empty where only lines came
   * @return their numbers
   */
  Map<Name, Long> write(Map<Name, ObjectNode> told) {
    Map<Name, Long> numbers = new HashMap<>();
    new TreeMap<>(told).forEach((name, set) -> numbers.put(name, write(name, set)));
    return numbers;
  }

  private long write(Name name, ObjectNode set) {
    Long known = settlements.number(name.partner(), name.payoutRef()).orElse(null);
    if (known != null && set.isEmpty()) {
      return known;
    }
    ObjectNode whole = StrictJson.nodes().objectNode();
    whole.put("payout_ref", name.payoutRef());
    whole.putArray("partner_refs").addObject().put("type", "payout").put("value", name.payoutRef());
    if (known == null && !set.has("status")) {
      whole.put("status", "pending");
    }
    whole.setAll(set);
    Change change =
        new Change(DocumentKind.SETTLEMENT.word(), null, name.payoutRef(), null, whole, List.of());
    ObjectNode document = ledger.hear(name.partner(), change, clock.instant());
    return known != null
        ? known
        : settlements.add(document.path("id").asText(), name.partner(), name.payoutRef());
  }
}
