package org.partnergateway.contracts.json;

/**
 * Bytes that are not the format that they should be. The message says what is wrong without
 * repeating the document.
 */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String problem;
  private final int line;
  private final int column;
  private final String pointer;

  public MalformedMessageException(String problem, int line, int column, String pointer) {
    super(line == 0 ? problem : "line " + line + ", column " + column + ": " + problem);
    this.problem = problem;
    this.line = line;
    this.column = column;
    this.pointer = pointer;
  }

  /** What is wrong, without its place. */
  public String problem() {
    return problem;
  }

  /** Line, from 1; 0 when only the pointer is known. */
  public int line() {
    return line;
  }

  /** Column, from 1; 0 when only the pointer is known. */
  public int column() {
    return column;
  }

  /** JSON Pointer of the value at which reading stopped; empty for the document itself. */
  public String pointer() {
    return pointer;
  }
}
