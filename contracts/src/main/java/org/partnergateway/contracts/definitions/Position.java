package org.partnergateway.contracts.definitions;

/** A place in a text: line and column, both from 1. */
public record Position(int line, int column) {

  /** The first character of a text. */
  public static final Position START = new Position(1, 1);
}
