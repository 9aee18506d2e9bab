package org.partnergateway.contracts.compiled;

/** A schema says something that no family knows; the validator is asked about all of it. */
final class NotCompilable extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotCompilable(String what) {
    super(what);
  }
}
