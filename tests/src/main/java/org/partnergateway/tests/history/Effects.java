package org.partnergateway.tests.history;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which effect at a partner belongs to which operation, and which to which status. */
final class Effects {
  static final String CAPTURES = "captures";
  static final String REFUNDS = "refunds";
  static final String VOIDS = "voids";

  private static final Map<String, String> OF_OPERATIONS =
      Map.of(
          "authorize-payment",
          "authorizations",
          "capture-payment",
          CAPTURES,
          "cancel-payment",
          "cancellations",
          "refund-payment",
          REFUNDS,
          "book-shipment",
          "shipments",
          "void-shipment",
          VOIDS);

  private static final Map<String, String> OF_STATUSES =
      Map.ofEntries(
          Map.entry("payment authorized", "authorizations"),
          Map.entry("payment captured", CAPTURES),
          Map.entry("payment canceled", "cancellations"),
          Map.entry("refund succeeded", REFUNDS),
          Map.entry("shipment purchased", "shipments"),
          Map.entry("shipment void_pending", "shipments"),
          Map.entry("shipment voided", VOIDS));

  /** Statuses of a payment after which a capture can't have happened, and so on. */
  private static final Map<String, Set<String>> SPEAK_AGAINST =
      Map.of(
          CAPTURES,
          Set.of("authorized", "canceled", "failed", "expired", "processing"),
          "cancellations",
          Set.of("authorized", "captured", "failed", "processing"),
          "authorizations",
          Set.of("failed", "processing"),
          "shipments",
          Set.of("draft", "purchasing", "failed"),
          VOIDS,
          Set.of("purchased", "void_pending", "failed", "purchasing"));

  private Effects() {}

  /** What the operation does; null where a repeat does no harm or nothing is counted. */
  static @Nullable String of(String operation) {
    return OF_OPERATIONS.get(operation);
  }

  /** What must have happened for that status; null where nothing must. */
  static @Nullable String behind(String kind, String status) {
    return OF_STATUSES.get(kind + " " + status);
  }

  /** Whether the status says that the effect did not happen. */
  static boolean deniedBy(String status, String effect) {
    return SPEAK_AGAINST.getOrDefault(effect, Set.of()).contains(status);
  }
}
