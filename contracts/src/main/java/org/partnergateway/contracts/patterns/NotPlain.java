package org.partnergateway.contracts.patterns;

/** A pattern has more in it than plain parts, or too many of them. */
final class NotPlain extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotPlain() {
    super("the pattern is not plain");
  }
}
