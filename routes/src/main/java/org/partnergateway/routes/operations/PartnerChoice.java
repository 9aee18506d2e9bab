package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/**
 * Says which partner is asked: the one that the request names, the one that it all began with, or
 * the only one.
 */
public final class PartnerChoice {
  private final PartnerRegistry partners;

  public PartnerChoice(PartnerRegistry partners) {
    this.partners = partners;
  }

  /**
   * @throws ProblemException when it can't be said, or when the partner can't be asked this
   */
  public PartnerOperation choose(CanonicalOperation operation, JsonNode request, Context context) {
    String field = operation.partnerKind().equals("carrier") ? "carrier" : "partner";
    String named = named(field, request);
    String partner = named == null ? known(operation, context) : named;
    if (partner == null) {
      partner = only(operation, field);
    }
    PartnerOperation found = partners.findOperation(partner, operation.name());
    if (found == null) {
      throw incapable(operation, partner, named == null ? null : "/body/" + field);
    }
    return found;
  }

  private static @Nullable String named(String field, JsonNode request) {
    JsonNode value = request.path(field);
    return value.isTextual() ? value.asText() : null;
  }

  /** Whom the things that the operation is about belong to. */
  private @Nullable String known(CanonicalOperation operation, Context context) {
    for (String kind : DocumentSchemas.KINDS.reversed()) {
      LedgerEntry entry = context.find(kind);
      String partner = entry == null ? null : entry.partner();
      if (partner != null && isOfKind(partner, operation.partnerKind())) {
        return partner;
      }
    }
    return null;
  }

  private boolean isOfKind(String partner, String kind) {
    return partners.find(partner) != null
        && partners.get(partner).definition().kind().word().equals(kind);
  }

  private String only(CanonicalOperation operation, String field) {
    List<String> offering = partners.offering(operation.name());
    if (offering.size() != 1) {
      throw Problem.of(
              ProblemType.INVALID_BODY,
              "Name the %s; it can be one of %s.".formatted(field, offering))
          .exception();
    }
    return offering.getFirst();
  }

  private ProblemException incapable(
      CanonicalOperation operation, String partner, @Nullable String pointer) {
    String what =
        partners.find(partner) == null
            ? "no partner '%s' is configured".formatted(partner)
            : "%s can't be asked to %s".formatted(partner, operation.name());
    Problem problem =
        Problem.of(
            ProblemType.INVALID_BODY,
            "Nothing was sent: %s. Those that can are %s."
                .formatted(what, partners.offering(operation.name())));
    return (pointer == null
            ? problem
            : problem.withErrors(List.of(new Violation(pointer, "partner", what))))
        .exception();
  }
}
