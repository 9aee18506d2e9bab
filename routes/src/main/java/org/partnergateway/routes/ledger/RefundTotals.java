package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/**
 * What was given back of a payment: the sum of its refunds that succeeded, whether an answer or a
 * message told of the last of them.
 */
final class RefundTotals {
  private static final String PAYMENT = "payment";
  private static final String PAYMENT_ID = "payment_id";
  private static final String AMOUNT = "amount";

  private final Ledger ledger;

  RefundTotals(Ledger ledger) {
    this.ledger = ledger;
  }

  /** First the payment, as everybody does who needs both: else two could wait for each other. */
  void lockPayment(String partner, Change refund) {
    Optional<LedgerEntry> entry =
        refund.id() == null ? Optional.empty() : ledger.find(refund.kind(), refund.id());
    if (entry.isEmpty() && refund.reference() != null) {
      entry = ledger.findByReference(refund.kind(), partner, refund.reference());
    }
    entry.ifPresent(known -> payment(known.document()));
  }

  /** What a refund that succeeded means for its payment. */
  Optional<Change> of(LedgerEntry before, ObjectNode refund) {
    if (!succeeded(refund) || succeeded(before.document())) {
      return Optional.empty();
    }
    return payment(refund)
        .map(payment -> Change.of(PAYMENT, payment.id(), set(before, refund, payment)));
  }

  private ObjectNode set(LedgerEntry before, ObjectNode refund, LedgerEntry payment) {
    String currency = refund.path(AMOUNT).path("currency").asText();
    List<LedgerEntry> all = ledger.naming(before.kind(), PAYMENT, payment);
    long sum = refund.path(AMOUNT).path(AMOUNT).asLong();
    for (LedgerEntry other : all) {
      if (!other.id().equals(before.id()) && succeeded(other.document())) {
        sum = Math.addExact(sum, other.document().path(AMOUNT).path(AMOUNT).asLong());
      }
    }
    ObjectNode set = StrictJson.nodes().objectNode();
    set.putObject("refunded_amount").put(AMOUNT, sum).put("currency", currency);
    return set;
  }

  private Optional<LedgerEntry> payment(JsonNode refund) {
    JsonNode id = refund.path(PAYMENT_ID);
    return id.isTextual() ? ledger.lock(PAYMENT, id.asText()) : Optional.empty();
  }

  private static boolean succeeded(JsonNode refund) {
    return refund.path("status").asText().equals("succeeded");
  }
}
