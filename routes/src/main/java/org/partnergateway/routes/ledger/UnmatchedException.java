package org.partnergateway.routes.ledger;

/**
 * News of something that the ledger doesn't have (yet): the message may have overtaken the answer
 * it belongs to.
 */
public final class UnmatchedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnmatchedException(String partner, Change change) {
    super(
        "the ledger has no %s that %s calls '%s'%s"
            .formatted(
                change.kind(),
                partner,
                change.reference(),
                change.id() == null ? "" : " or that has the id " + change.id()));
  }
}
