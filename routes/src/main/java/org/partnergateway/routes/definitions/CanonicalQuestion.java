package org.partnergateway.routes.definitions;

import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * One thing that a partner may ask while it waits, from {@code contracts/canonical/questions.yaml},
 * which says what each part means.
 *
 * @param service the internal service that answers
 * @param contract what the service keeps to
 * @param operation of it
 * @param settle tells the service what became of the payment; null where there is none to make
 */
public record CanonicalQuestion(
    String name,
    String service,
    HttpContract contract,
    HttpOperation operation,
    boolean isRead,
    @Nullable HttpOperation settle) {

  /** Whether a payment belongs to it. */
  public boolean isPaid() {
    return settle != null;
  }
}
