package org.partnergateway.routes.ledger;

import java.util.List;
import org.partnergateway.contracts.schema.Violation;

/**
 * A mapping's output that would make a document of the ledger break the canonical contract. Nothing
 * was written.
 */
public final class InvalidDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public InvalidDocumentException(String kind, List<Violation> violations) {
    super("the mapping's output makes no valid %s: %s".formatted(kind, violations));
    this.violations = violations;
  }

  public List<Violation> violations() {
    return violations;
  }
}
