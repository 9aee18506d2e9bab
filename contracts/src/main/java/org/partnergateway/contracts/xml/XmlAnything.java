package org.partnergateway.contracts.xml;

/**
 * Content that no contract describes: text alone is a text; otherwise an object of elements, with
 * attributes as {@code @name} and text as {@code #text}; what is repeated is an array.
 */
public enum XmlAnything implements XmlContent {
  /** The only one. */
  ANYTHING
}
