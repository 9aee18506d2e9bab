package org.partnergateway.contracts.xml;

import org.jspecify.annotations.Nullable;

/**
 * A property of a tree, and where it stands in the element.
 *
 * @param property its name in the tree
 * @param name of the element or attribute; of a list's, that of each of its items
 * @param nillable whether {@code xsi:nil} may say that there is no value
 * @param list whether it is an array
 * @param wrapper the element around a list's items; null for none
 * @param absentIsNil whether the element must be there, so that a property that isn't is written as
 *     {@code xsi:nil}, and such an element read as no property
 */
public record XmlMember(
    String property,
    Place place,
    XmlName name,
    XmlContent content,
    boolean nillable,
    boolean list,
    @Nullable XmlName wrapper,
    boolean absentIsNil) {
  /** A property whose absence isn't written. */
  public XmlMember(
      String property,
      Place place,
      XmlName name,
      XmlContent content,
      boolean nillable,
      boolean list,
      @Nullable XmlName wrapper) {
    this(property, place, name, content, nillable, list, wrapper, false);
  }

  /** The same, its absence written as nil. */
  public XmlMember absentAsNil() {
    return new XmlMember(property, place, name, content, nillable, list, wrapper, true);
  }

  /** Where a property stands. */
  public enum Place {
    /** In an element of its own, or as many as a list has items. */
    ELEMENT,
    /** In an attribute. */
    ATTRIBUTE,
    /** It is the element's text. */
    TEXT
  }

  /** A property in an element of its own. */
  public static XmlMember element(
      String property, XmlName name, XmlContent content, boolean nillable, boolean list) {
    return new XmlMember(property, Place.ELEMENT, name, content, nillable, list, null);
  }

  /** A property in an attribute. */
  public static XmlMember attribute(String property, XmlName name, XmlScalar content) {
    return new XmlMember(property, Place.ATTRIBUTE, name, content, false, false, null);
  }

  /** A property that is the element's text. */
  public static XmlMember text(String property, XmlScalar content) {
    return new XmlMember(
        property, Place.TEXT, XmlName.of("", property), content, false, false, null);
  }

  XmlElement item() {
    return new XmlElement(name, content, nillable);
  }

  /** The element that shows that the property is there. */
  XmlName outer() {
    return wrapper == null ? name : wrapper;
  }
}
