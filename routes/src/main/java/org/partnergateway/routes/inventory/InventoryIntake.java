package org.partnergateway.routes.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.OperationDrafts;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.inventory.InventoryUpdates;
import org.partnergateway.routes.store.inventory.NewFigure;
import org.partnergateway.routes.store.inventory.StoredUpdate;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts figures: all of a request or none, in one commit, once for a key. */
public final class InventoryIntake {
  static final String ONE = "publish-inventory-level";
  static final String MANY = "publish-inventory-levels";

  /** More of the same wouldn't help anybody. */
  private static final int MOST_VIOLATIONS = 20;

  private final CanonicalOperations catalog;
  private final PartnerRegistry partners;
  private final InventoryUpdates updates;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final InstantSource clock;

  public InventoryIntake(
      CanonicalOperations catalog,
      PartnerRegistry partners,
      InventoryUpdates updates,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    this.catalog = catalog;
    this.partners = partners;
    this.updates = updates;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @param update as it stands now
   * @param replayed whether the key was used for the same before
   */
  public record Accepted(StoredUpdate update, boolean replayed) {}

  /**
   * @param body satisfies {@code publish_inventory_levels.yaml}
   * @throws org.partnergateway.routes.http.ProblemException when the key stands for another
   *     request, or a level's marketplace can't be told; then nothing is recorded
   */
  public Accepted accept(String caller, String key, Fingerprint fingerprint, ObjectNode body) {
    StoredUpdate before = updates.standing(caller, key).orElse(null);
    if (before == null) {
      List<NewFigure> figures = figures(body);
      String id = ids.next("inu");
      boolean fresh =
          Boolean.TRUE.equals(
              transactions.execute(
                  transaction -> updates.accept(id, caller, key, fingerprint, figures)));
      StoredUpdate now = updates.standing(caller, key).orElseThrow();
      return fresh ? new Accepted(now, false) : replayed(now, fingerprint);
    }
    return replayed(before, fingerprint);
  }

  private static Accepted replayed(StoredUpdate before, Fingerprint fingerprint) {
    if (!before.fingerprint().equals(fingerprint)) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key stands for another request. Use a new key for a new request.")
          .exception();
    }
    return new Accepted(before, true);
  }

  private List<NewFigure> figures(ObjectNode body) {
    Instant now = clock.instant();
    String common = text(body.path("partner"));
    List<NewFigure> figures = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    int place = 0;
    for (JsonNode level : body.path("levels")) {
      String own = text(level.path("partner"));
      String partner = own == null ? common : own;
      String wrong = wrong(partner);
      if (wrong != null && violations.size() < MOST_VIOLATIONS) {
        violations.add(new Violation("/body/levels/" + place + "/partner", "partner", wrong));
      }
      figures.add(figure(String.valueOf(partner), (ObjectNode) level, now));
      place++;
    }
    if (!violations.isEmpty()) {
      throw Problem.of(
              ProblemType.INVALID_BODY,
              "Nothing was accepted: not every level has a marketplace that can be told. Those that can are %s."
                  .formatted(partners.offering(ONE)))
          .withErrors(violations)
          .exception();
    }
    return figures;
  }

  private @Nullable String wrong(@Nullable String partner) {
    if (partner == null) {
      return "must be there, or for all of them at the top";
    }
    if (partners.find(partner) == null) {
      return "no partner '%s' is configured".formatted(partner);
    }
    return partners.findOperation(partner, ONE) == null
            && partners.findOperation(partner, MANY) == null
        ? "%s can't be told of stock".formatted(partner)
        : null;
  }

  private NewFigure figure(String partner, ObjectNode level, Instant now) {
    ObjectNode figure = level.deepCopy().put("partner", partner);
    String asOf = text(level.path("as_of"));
    if (asOf == null) {
      figure.put("as_of", now.toString());
    }
    return new NewFigure(
        partner,
        OperationDrafts.name(Objects.requireNonNull(catalog.find(ONE)), figure),
        asOf == null ? now : OffsetDateTime.parse(asOf).toInstant(),
        figure);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
