package org.partnergateway.tests.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far along a status is, in the checker's own words. Being in doubt is no step in either
 * direction: what comes after it is compared with what was there before.
 */
final class StatusOrder {
  private static final String DOUBT = "outcome_unknown";

  /** Statuses of a kind, the first the earliest; those on one line may change places. */
  private static final Map<String, List<Set<String>>> STEPS =
      Map.of(
          "pickup",
          List.of(
              Set.of("scheduling"),
              Set.of("failed"),
              Set.of("scheduled"),
              Set.of("cancel_pending"),
              Set.of("canceled"),
              Set.of("completed")),
          "manifest",
          List.of(Set.of("closing"), Set.of("failed"), Set.of("closed")),
          // Each publication begins anew.
          "inventory_level",
          List.of(Set.of("publishing", "published", "failed")),
          "return",
          List.of(
              Set.of("requested"),
              Set.of("authorized"),
              Set.of("declined", "canceled"),
              Set.of("in_transit"),
              Set.of("partially_received"),
              Set.of("received"),
              Set.of("completed")),
          "payment",
          List.of(
              Set.of(
                  "requires_payment_method",
                  "requires_confirmation",
                  "requires_customer_action",
                  "requires_merchant_action",
                  "processing"),
              Set.of("failed"),
              Set.of("authorized"),
              Set.of("canceled", "expired"),
              Set.of("partially_captured"),
              Set.of("captured")),
          "refund",
          List.of(Set.of("pending", "manual_review"), Set.of("succeeded"), Set.of("failed")),
          "shipment",
          List.of(
              Set.of("draft"),
              Set.of("purchasing"),
              Set.of("failed"),
              Set.of("purchased"),
              Set.of("void_pending"),
              Set.of("voided")),
          "order",
          List.of(
              Set.of("created"),
              Set.of("confirmed", "manual_review", "processing"),
              Set.of("canceled"),
              Set.of("shipped"),
              Set.of("completed")),
          "operation",
          List.of(
              Set.of("queued", "in_flight"),
              Set.of("failed", "dead_letter"),
              Set.of("succeeded", "declined")));

  /**
   * Steps back that are meant: a failed write that is asked for again, a void that was declined.
   */
  private static final Set<String> MEANT =
      Set.of(
          "payment failed processing",
          "refund failed pending",
          "shipment failed purchasing",
          "shipment void_pending purchased",
          "pickup failed scheduling",
          "pickup cancel_pending scheduled",
          "manifest failed closing",
          "operation failed queued",
          "operation failed in_flight",
          "operation dead_letter queued",
          "operation dead_letter in_flight");

  private static final Set<String> FINAL =
      Set.of(
          "operation succeeded",
          "operation declined",
          "shipment voided",
          "pickup completed",
          "manifest closed",
          "return completed",
          "order completed");

  private static final Map<String, Map<String, Integer>> RANKS = ranks();

  private StatusOrder() {}

  private static Map<String, Map<String, Integer>> ranks() {
    Map<String, Map<String, Integer>> all = new HashMap<>();
    STEPS.forEach(
        (kind, steps) -> {
          Map<String, Integer> ranks = new HashMap<>();
          for (int rank = 0; rank < steps.size(); rank++) {
            for (String status : steps.get(rank)) {
              ranks.put(status, rank);
            }
          }
          all.put(kind, ranks);
        });
    return all;
  }

  /** The last status that was sure, after this one was told. */
  static @Nullable String sure(@Nullable String before, String now) {
    return now.equals(DOUBT) ? before : now;
  }

  /**
   * Whether the step goes backwards.
   *
   * @param sure the last status before that was no doubt; null when there was none
   */
  static boolean backwards(String kind, @Nullable String sure, String next) {
    if (sure == null || sure.equals(next)) {
      return false;
    }
    if (FINAL.contains(kind + " " + sure)) {
      return true;
    }
    if (next.equals(DOUBT) || MEANT.contains(String.join(" ", kind, sure, next))) {
      return false;
    }
    Map<String, Integer> ranks = RANKS.get(kind);
    Integer from = ranks == null ? null : ranks.get(sure);
    Integer to = ranks == null ? null : ranks.get(next);
    if (from == null || to == null) {
      throw new IllegalArgumentException("no such step: %s %s %s".formatted(kind, sure, next));
    }
    return to < from;
  }
}
