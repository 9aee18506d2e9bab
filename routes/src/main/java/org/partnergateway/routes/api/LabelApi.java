package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.operations.PaperFetcher;
import org.partnergateway.routes.operations.PaperKeeper;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.StoredDocument;

/** A label's bytes: those that the gateway holds, else those that the carrier gives once more. */
public final class LabelApi implements ApiSection {
  private static final List<String> LABELS = List.of("label", "return_label");

  private final ContextReader contexts;
  private final Documents documents;
  private final CanonicalOperations catalog;
  private final PartnerChoice choice;
  private final LookUps lookUps;
  private final PaperKeeper papers;
  private final PaperFetcher fetcher;
  private final GatewayProperties.Api properties;

  public LabelApi(
      ContextReader contexts,
      Documents documents,
      CanonicalOperations catalog,
      PartnerChoice choice,
      LookUps lookUps,
      PaperKeeper papers,
      PaperFetcher fetcher,
      GatewayProperties.Api properties) {
    this.contexts = contexts;
    this.documents = documents;
    this.catalog = catalog;
    this.choice = choice;
    this.lookUps = lookUps;
    this.papers = papers;
    this.fetcher = fetcher;
    this.properties = properties;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getLabel", this::getLabel);
  }

  private Answer getLabel(ApiRequest request) {
    String id = request.pathParameter("shipment_id");
    String parcel = request.queryParameter("parcel");
    ObjectNode nothing = StrictJson.nodes().objectNode();
    Context context = contexts.read(Map.of("shipment", id), nothing);
    LedgerEntry shipment = context.get("shipment");
    if (!shipment.status().equals("purchased")) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "A purchased shipment has a label, and this one is %s.".formatted(shipment.status()))
          .exception();
    }
    Optional<StoredDocument> held = find(id, parcel);
    if (held.isEmpty()) {
      fetch(shipment);
      held = find(id, parcel);
    }
    if (held.isEmpty()) {
      recover(id, context);
      held = find(id, parcel);
    }
    StoredDocument label =
        held.orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "The shipment has no label for that parcel.")
                    .exception());
    return new Answer(200, label.mediaType(), Map.of(), content(label));
  }

  private Optional<StoredDocument> find(String shipmentId, @Nullable String parcel) {
    return documents.of("shipment", shipmentId).stream()
        .filter(one -> LABELS.stream().anyMatch(kind -> isLabel(one, kind, parcel)))
        .findFirst();
  }

  private static boolean isLabel(StoredDocument one, String kind, @Nullable String parcel) {
    return parcel == null
        ? one.name().equals(kind) || one.name().startsWith(kind + "/")
        : one.name().equals(PaperKeeper.name(kind, parcel));
  }

  /** From where the carrier's answer said that it will be. */
  private void fetch(LedgerEntry shipment) {
    String partner = shipment.partner();
    throwIfAny(partner == null ? null : fetcher.fetch(partner, shipment.id()));
  }

  private static void throwIfAny(@Nullable Problem missing) {
    if (missing != null) {
      throw missing.exception();
    }
  }

  private void recover(String shipmentId, Context context) {
    ObjectNode nothing = StrictJson.nodes().objectNode();
    PartnerOperation partner = choice.choose(catalog.get("recover-label"), nothing, context);
    JsonNode answer = lookUps.ask(partner, nothing, context, properties.defaultWait());
    papers.keep(shipmentId, (ObjectNode) answer);
    throwIfAny(fetcher.fetch(partner, (ObjectNode) answer, shipmentId, context.orderId()));
  }

  private byte[] content(StoredDocument label) {
    return documents
        .content(label.id())
        .orElseThrow(() -> new IllegalStateException("document " + label.id() + " has no content"));
  }
}
