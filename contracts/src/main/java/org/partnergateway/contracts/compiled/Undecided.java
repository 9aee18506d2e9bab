package org.partnergateway.contracts.compiled;

/** Only the validator can tell. One for all, since it is a way out and no fault. */
final class Undecided extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final Undecided NOW = new Undecided();

  private Undecided() {
    super("only the validator can tell", null, false, false);
  }
}
