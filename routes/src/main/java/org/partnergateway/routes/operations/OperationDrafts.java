package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.transformations.MappingException;

/**
 * What an operation makes of the ledger the moment it is accepted: a resource that is being
 * created, a status that says what is under way. What the present state doesn't allow is refused
 * here, before anything is sent.
 */
public final class OperationDrafts {
  private final GatewayMappings mappings;
  private final MappingInputs inputs;
  private final Operations operations;
  private final Ledger entries;
  private final LedgerWriter ledger;

  public OperationDrafts(
      GatewayMappings mappings,
      MappingInputs inputs,
      Operations operations,
      Ledger entries,
      LedgerWriter ledger) {
    this.mappings = mappings;
    this.inputs = inputs;
    this.operations = operations;
    this.entries = entries;
    this.ledger = ledger;
  }

  /** Whether the operation makes a new resource, and not only something new at the partner. */
  boolean creates(CanonicalOperation operation) {
    return operation.effect() == CanonicalOperation.Effect.CREATE
        && operation.initialStatus() != null;
  }

  /** In the caller's transaction. */
  void begin(PartnerOperation partner, NewOperation asked, Context context, Instant now) {
    CanonicalOperation operation = partner.canonical();
    if (!creates(operation)) {
      lock(asked, context);
    }
    JsonNode draft = draft(partner, asked, context, drawing(operation, asked, context));
    if (creates(operation)) {
      ledger.create(
          operation.resourceKind(), partner.partner(), resource(operation, asked, draft), now);
    } else {
      initialStatus(operation, asked, now);
    }
  }

  /** The same for an operation that is tried again: its resource is there already. */
  void beginAgain(PartnerOperation partner, NewOperation asked, Context context, Instant now) {
    List<JsonNode> others = drawing(partner.canonical(), asked, context);
    if (creates(partner.canonical())) {
      draft(partner, asked, context, others);
      ledger.restart(
          partner.canonical().resourceKind(),
          String.valueOf(asked.resourceId()),
          String.valueOf(partner.canonical().initialStatus()),
          now);
    } else {
      lock(asked, context);
      draft(partner, asked, context, others);
      initialStatus(partner.canonical(), asked, now);
    }
  }

  /** One change at a time: who waits here sees what the one before made of it. */
  private void lock(NewOperation asked, Context context) {
    String kind = String.valueOf(asked.resourceKind());
    String id = String.valueOf(asked.resourceId());
    entries.lock(kind, id).ifPresent(context::put);
    // Not the gateway's own: a subscription that has to wait, or is in doubt, must not keep a label
    // from being voided.
    Optional<String> other = operations.openOn(kind, id, asked.id(), FollowUps.CALLER);
    if (other.isPresent()) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "Operation %s on this %s is still under way, or its outcome isn't known."
                  .formatted(other.get(), kind))
          .with("operation_id", other.get())
          .exception();
    }
  }

  /**
   * Others that use up the same amount, so that two at once can't use it up twice: who waits for
   * the lock here sees those that were accepted before.
   */
  private List<JsonNode> drawing(
      CanonicalOperation operation, NewOperation asked, Context context) {
    String kind = operation.drawsOn();
    if (kind == null) {
      return List.of();
    }
    LedgerEntry source = context.get(kind);
    entries.lock(kind, source.id()).ifPresent(context::put);
    return entries.naming(operation.resourceKind(), kind, source).stream()
        .filter(other -> !other.id().equals(asked.resourceId()))
        .map(LedgerEntry::document)
        .toList();
  }

  private @Nullable JsonNode draft(
      PartnerOperation partner, NewOperation asked, Context context, List<JsonNode> others) {
    ObjectNode input = inputs.write(partner, asked, context);
    input.putArray("others").addAll(others);
    try {
      return mappings.draft(asked.kind(), input);
    } catch (MappingException e) {
      if (!Refusals.isRefusal(e)) {
        throw e;
      }
      throw Problem.of(ProblemType.STATE_CONFLICT, Refusals.detail(partner.partner(), e))
          .exception();
    }
  }

  private static ObjectNode resource(
      CanonicalOperation operation, NewOperation asked, @Nullable JsonNode draft) {
    ObjectNode resource = StrictJson.nodes().objectNode();
    resource.put("id", asked.resourceId());
    resource.put("status", operation.initialStatus());
    if (draft instanceof ObjectNode fields) {
      resource.setAll(fields);
    }
    if (!resource.has("carrier")) {
      resource.put("partner", asked.partner());
    }
    return resource;
  }

  private void initialStatus(CanonicalOperation operation, NewOperation asked, Instant now) {
    if (operation.initialStatus() != null) {
      ObjectNode set = StrictJson.nodes().objectNode().put("status", operation.initialStatus());
      ledger.apply(
          asked.partner(),
          Change.of(operation.resourceKind(), String.valueOf(asked.resourceId()), set),
          now);
    }
  }
}
