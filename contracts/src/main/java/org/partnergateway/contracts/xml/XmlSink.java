package org.partnergateway.contracts.xml;

import java.util.List;

/** Takes a tree as the elements that it is made of, in their order. */
public interface XmlSink {
  /** An attribute and its value. */
  record Attribute(XmlName name, String value) {}

  /**
   * An element begins.
   *
   * @param nil whether it is to say that it has no value
   * @param pointer JSON Pointer of what it stands for
   */
  void start(XmlName name, List<Attribute> attributes, boolean nil, String pointer);

  /** Text of the element that began last. */
  void text(String text);

  /** The element that began last ends. */
  void end(XmlName name, String pointer);
}
