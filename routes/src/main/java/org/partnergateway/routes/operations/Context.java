package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/** The ledger's documents that an operation is about: one a kind, and what it names several of. */
public final class Context {
  private final Map<String, LedgerEntry> entries = new HashMap<>();
  private final Map<String, List<LedgerEntry>> several = new HashMap<>();

  void put(LedgerEntry entry) {
    entries.put(entry.kind(), entry);
  }

  /** Sets those of a kind that the request names several of, in its order. */
  void put(String kind, List<LedgerEntry> named) {
    several.put(kind, List.copyOf(named));
  }

  /** Those of a kind that the request names several of. */
  Map<String, List<LedgerEntry>> several() {
    return Map.copyOf(several);
  }

  public @Nullable LedgerEntry find(String kind) {
    return entries.get(kind);
  }

  /** The entry of that kind, which the operation can't be without. */
  public LedgerEntry get(String kind) {
    LedgerEntry entry = entries.get(kind);
    if (entry == null) {
      throw new IllegalStateException("the operation names no " + kind);
    }
    return entry;
  }

  public boolean has(String kind) {
    return entries.containsKey(kind);
  }

  /** All of them. */
  Set<LedgerEntry> entries() {
    Set<LedgerEntry> all = new HashSet<>(entries.values());
    several.values().forEach(all::addAll);
    return Set.copyOf(all);
  }

  /** The order that it all belongs to. */
  public @Nullable String orderId() {
    LedgerEntry order = entries.get("order");
    return order == null ? null : order.id();
  }

  /** Sets each document under its kind, several as an array, as mappings read them. */
  void into(ObjectNode input) {
    entries.forEach((kind, entry) -> input.set(kind, entry.document()));
    several.forEach(
        (kind, named) ->
            input.putArray(kind + "s").addAll(named.stream().map(LedgerEntry::document).toList()));
  }

  /** The first text of that name in any of the documents. */
  public @Nullable String text(String name) {
    for (LedgerEntry entry : entries.values()) {
      JsonNode value = entry.document().path(name);
      if (value.isTextual()) {
        return value.asText();
      }
    }
    return null;
  }
}
