package org.partnergateway.contracts.edi;

/**
 * The characters that tell parts of an interchange apart.
 *
 * @param release makes the one after it data; a blank where there is none, as in X12
 */
public record EdiDelimiters(
    char element, char component, char repetition, char segment, char release) {
  /** What X12 is mostly written with. */
  public static final EdiDelimiters X12 = new EdiDelimiters('*', '>', '^', '~', ' ');

  /** Syntax level A, version 3; no repetition. */
  public static final EdiDelimiters EDIFACT = new EdiDelimiters('+', ':', ' ', '\'', '?');

  boolean has(char c) {
    return c != ' ' && (c == element || c == component || c == repetition || c == segment);
  }
}
