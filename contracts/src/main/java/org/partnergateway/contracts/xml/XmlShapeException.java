package org.partnergateway.contracts.xml;

/** A tree that has no place in the XML that its contract describes. */
public final class XmlShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String problem;

  /** Says what is wrong, reading on from the pointer. */
  public XmlShapeException(String pointer, String problem) {
    super((pointer.isEmpty() ? "the document" : pointer) + " " + problem);
    this.pointer = pointer;
    this.problem = problem;
  }

  /** JSON Pointer of what has no place. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong; reads on from the pointer. */
  public String problem() {
    return problem;
  }
}
