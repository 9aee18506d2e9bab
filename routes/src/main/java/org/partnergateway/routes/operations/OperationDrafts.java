package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.transformations.MappingException;

/**
 * What an operation makes of the ledger the moment it is accepted: a resource that is being
 * created, a status that says what is under way. What the present state doesn't allow is refused
 * here, before anything is sent.
 */
public final class OperationDrafts {
  /** The member of a draft that is kept with the operation, and is none of its resource's. */
  private static final String PLAN = "plan";

  private final GatewayMappings mappings;
  private final MappingInputs inputs;
  private final Operations operations;
  private final Ledger entries;
  private final LedgerWriter ledger;
  private final Superseding superseding;
  private final List<UnderWay> underWay;

  public OperationDrafts(
      GatewayMappings mappings,
      MappingInputs inputs,
      Operations operations,
      Ledger entries,
      LedgerWriter ledger,
      Superseding superseding,
      List<UnderWay> underWay) {
    this.mappings = mappings;
    this.inputs = inputs;
    this.operations = operations;
    this.entries = entries;
    this.ledger = ledger;
    this.superseding = superseding;
    this.underWay = List.copyOf(underWay);
  }

  /** Whether the operation makes a new resource, and not only something new at the partner. */
  boolean creates(CanonicalOperation operation) {
    return operation.effect() == CanonicalOperation.Effect.CREATE
        && operation.initialStatus() != null;
  }

  /**
   * The id of what the operation creates or changes, in the caller's transaction.
   *
   * @param fresh makes ids, by their prefix
   */
  String resource(
      PartnerOperation partner, JsonNode request, Context context, UnaryOperator<String> fresh) {
    CanonicalOperation operation = partner.canonical();
    String kind = operation.resourceKind();
    String prefix = DocumentKind.of(kind).idPrefix();
    if (creates(operation)) {
      return fresh.apply(prefix);
    }
    if (operation.identifiedBy().isEmpty()) {
      return context.get(kind).id();
    }
    entries
        .lockByReference(kind, partner.partner(), name(operation, request))
        .ifPresent(context::put);
    LedgerEntry known = context.find(kind);
    return known == null ? fresh.apply(prefix) : known.id();
  }

  /** Unlike any name that a partner gives. */
  public static String name(CanonicalOperation operation, JsonNode request) {
    ArrayNode name = StrictJson.nodes().arrayNode();
    operation.identifiedBy().forEach(member -> name.add(request.path(member).asText("")));
    return name.toString();
  }

  /**
   * In the caller's transaction.
   *
   * @return the operation with what was settled
   */
  Operation begin(PartnerOperation partner, Operation accepted, Context context, Instant now) {
    NewOperation asked = accepted.asked();
    CanonicalOperation operation = partner.canonical();
    if (!creates(operation)) {
      lock(operation, asked, context);
    }
    lockSeveral(context);
    ObjectNode draft = draft(partner, asked, context, drawing(operation, asked, context));
    JsonNode settled = draft.remove(PLAN);
    boolean named = !operation.identifiedBy().isEmpty();
    if (creates(operation) || (named && !context.has(operation.resourceKind()))) {
      ledger.create(
          operation.resourceKind(), partner.partner(), resource(operation, asked, draft), now);
      if (named) {
        entries.addReference(
            operation.resourceKind(),
            partner.partner(),
            name(operation, asked.request()),
            asked.resource());
      }
    } else {
      change(operation, asked, draft, now);
    }
    return settled(accepted, settled);
  }

  /** What was settled before stays, but for what the draft settles anew. */
  private Operation settled(Operation operation, @Nullable JsonNode settled) {
    if (settled == null) {
      return operation;
    }
    ObjectNode all = StrictJson.nodes().objectNode();
    if (operation.asked().plan() instanceof ObjectNode before) {
      all.setAll(before);
    }
    all.setAll((ObjectNode) settled);
    return all.equals(operation.asked().plan()) ? operation : operations.settle(operation, all);
  }

  /**
   * The same for an operation that is tried again: its resource is there already, and what the
   * draft settles is settled by what stands there now.
   *
   * @return as {@link #begin}
   */
  Operation beginAgain(PartnerOperation partner, Operation reopened, Context context, Instant now) {
    NewOperation asked = reopened.asked();
    List<JsonNode> others = drawing(partner.canonical(), asked, context);
    lockSeveral(context);
    JsonNode settled;
    if (creates(partner.canonical())) {
      settled = draft(partner, asked, context, others).remove(PLAN);
      ledger.restart(
          partner.canonical().resourceKind(),
          String.valueOf(asked.resourceId()),
          String.valueOf(partner.canonical().initialStatus()),
          now);
    } else {
      lock(partner.canonical(), asked, context);
      ObjectNode draft = draft(partner, asked, context, others);
      settled = draft.remove(PLAN);
      change(partner.canonical(), asked, draft, now);
    }
    return settled(reopened, settled);
  }

  /** Always in one order, so that two who lock the same don't wait for each other. */
  private void lockSeveral(Context context) {
    context
        .several()
        .forEach(
            (kind, named) -> {
              Map<String, LedgerEntry> now = new HashMap<>();
              entries
                  .lockAll(kind, named.stream().map(LedgerEntry::id).toList())
                  .forEach(entry -> now.put(entry.id(), entry));
              context.put(
                  kind,
                  named.stream().map(before -> now.getOrDefault(before.id(), before)).toList());
            });
  }

  /** One change at a time: who waits here sees what the one before made of it. */
  private void lock(CanonicalOperation operation, NewOperation asked, Context context) {
    String kind = String.valueOf(asked.resourceKind());
    String id = String.valueOf(asked.resourceId());
    entries.lock(kind, id).ifPresent(context::put);
    boolean named = !operation.identifiedBy().isEmpty();
    // Not the gateway's own: a subscription that has to wait, or is in doubt, must not keep a label
    // from being voided.
    Optional<String> other = operations.openOn(kind, id, asked.id(), FollowUps.CALLER);
    if (named && other.isPresent() && superseding.giveWay(other.get(), asked.id())) {
      other = operations.openOn(kind, id, asked.id(), FollowUps.CALLER);
    }
    if (named && other.isEmpty()) {
      String name = name(operation, asked.request());
      other =
          underWay.stream()
              .flatMap(one -> one.on(kind, asked.partner(), name).stream())
              .findFirst();
    }
    if (other.isPresent()) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "Operation %s on this %s is still under way, or its outcome isn't known."
                  .formatted(other.get(), kind.replace('_', ' ')))
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

  private ObjectNode draft(
      PartnerOperation partner, NewOperation asked, Context context, List<JsonNode> others) {
    ObjectNode input = inputs.write(partner, asked, context);
    input.putArray("others").addAll(others);
    try {
      ObjectNode draft = StrictJson.nodes().objectNode();
      if (mappings.draft(asked.kind(), input) instanceof ObjectNode fields) {
        draft.setAll(fields);
      }
      return draft;
    } catch (MappingException e) {
      if (!Refusals.isRefusal(e)) {
        throw e;
      }
      throw Problem.of(ProblemType.STATE_CONFLICT, Refusals.detail(partner.partner(), e))
          .exception();
    }
  }

  private static ObjectNode resource(
      CanonicalOperation operation, NewOperation asked, ObjectNode draft) {
    ObjectNode resource = StrictJson.nodes().objectNode();
    resource.put("id", asked.resourceId());
    resource.put("status", operation.initialStatus());
    resource.setAll(draft);
    if (!resource.has("carrier")) {
      resource.put("partner", asked.partner());
    }
    return resource;
  }

  private void change(
      CanonicalOperation operation, NewOperation asked, ObjectNode draft, Instant now) {
    ObjectNode set = draft;
    if (operation.initialStatus() != null) {
      set.put("status", operation.initialStatus());
    }
    if (!set.isEmpty()) {
      ledger.apply(
          asked.partner(), Change.of(operation.resourceKind(), asked.resource(), set), now);
    }
  }
}
