package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.questions.OrderDrafts;

/**
 * Finds the documents that a request is about: by ids in the path and body, and by ids in those
 * documents.
 */
public final class ContextReader {
  private static final String ORDER = "order";

  private final Ledger ledger;
  private final OrderDrafts drafts;

  /**
   * @param drafts orders that come into the ledger with their payment
   */
  public ContextReader(Ledger ledger, OrderDrafts drafts) {
    this.ledger = ledger;
    this.drafts = drafts;
  }

  /**
   * @param targets ids in the path, by kind
   * @param body the request; its members such as {@code payment_id} name documents
   * @throws org.partnergateway.routes.http.ProblemException when something named isn't there
   */
  public Context read(Map<String, String> targets, JsonNode body) {
    Context context = new Context();
    targets.forEach((kind, id) -> context.put(target(kind, id)));
    for (Map.Entry<String, String> named : ids(body).entrySet()) {
      context.put(named(named.getKey(), named.getValue()));
    }
    for (String kind : DocumentSchemas.KINDS) {
      if (body.path(kind + "_ids").isArray()) {
        context.put(kind, several(kind, body.path(kind + "_ids")));
      }
    }
    complete(context);
    return context;
  }

  /** For an operation that was accepted before. */
  Context of(NewOperation asked) {
    String kind = asked.resourceKind();
    String id = asked.resourceId();
    return read(kind == null || id == null ? Map.of() : Map.of(kind, id), asked.request());
  }

  /** In the order in which they are named. */
  private List<LedgerEntry> several(String kind, JsonNode ids) {
    List<String> named = new ArrayList<>();
    ids.forEach(id -> named.add(id.asText()));
    Map<String, LedgerEntry> found = new HashMap<>();
    ledger.findAll(kind, named).forEach(entry -> found.put(entry.id(), entry));
    List<Violation> missing = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      if (!found.containsKey(named.get(i))) {
        missing.add(missing("/" + kind + "_ids/" + i, kind, named.get(i)));
      }
    }
    if (!missing.isEmpty()) {
      throw nothingThere(missing);
    }
    return named.stream().map(found::get).toList();
  }

  private LedgerEntry target(String kind, String id) {
    return ledger
        .find(kind, id)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemType.NOT_FOUND,
                        "There is no %s %s.".formatted(kind.replace('_', ' '), id))
                    .exception());
  }

  private LedgerEntry named(String kind, String id) {
    return find(kind, id)
        .orElseThrow(() -> nothingThere(List.of(missing("/" + kind + "_id", kind, id))));
  }

  private static Violation missing(String pointer, String kind, String id) {
    return new Violation(
        "/body" + pointer, "exists", "there is no %s %s".formatted(kind.replace('_', ' '), id));
  }

  private static ProblemException nothingThere(List<Violation> missing) {
    return Problem.of(ProblemType.INVALID_BODY, "The request names something that isn't there.")
        .withErrors(missing)
        .exception();
  }

  /** What the documents themselves refer to, such as a refund's payment and a payment's order. */
  private void complete(Context context) {
    for (String kind : DocumentSchemas.KINDS.reversed()) {
      LedgerEntry entry = context.find(kind);
      if (entry != null) {
        ids(entry.document())
            .forEach(
                (other, id) -> {
                  if (!context.has(other)) {
                    find(other, id).ifPresent(context::put);
                  }
                });
      }
    }
  }

  private Optional<LedgerEntry> find(String kind, String id) {
    Optional<LedgerEntry> known = ledger.find(kind, id);
    return known.isPresent() || !kind.equals(ORDER) ? known : drafts.find(id);
  }

  private static Map<String, String> ids(JsonNode document) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (String kind : DocumentSchemas.KINDS) {
      JsonNode id = document.path(kind + "_id");
      if (id.isTextual()) {
        ids.put(kind, id.asText());
      }
    }
    return ids;
  }
}
