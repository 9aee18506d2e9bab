package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/** The ledger's documents that an operation is about, one a kind. */
public final class Context {
  private final Map<String, LedgerEntry> entries = new HashMap<>();

  void put(LedgerEntry entry) {
    entries.put(entry.kind(), entry);
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
    return Set.copyOf(entries.values());
  }

  /** The order that it all belongs to. */
  public @Nullable String orderId() {
    LedgerEntry order = entries.get("order");
    return order == null ? null : order.id();
  }

  /** Sets each document under its kind, as mappings read them. */
  void into(ObjectNode input) {
    entries.forEach((kind, entry) -> input.set(kind, entry.document()));
  }

  /** The first text of that name in any of the documents. */
  @Nullable String text(String name) {
    for (LedgerEntry entry : entries.values()) {
      JsonNode value = entry.document().path(name);
      if (value.isTextual()) {
        return value.asText();
      }
    }
    return null;
  }
}
