package org.partnergateway.contracts.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.xml.XmlMember.Place;

/**
 * An object: attributes, then elements in this order. It is filled once, after it was made, since
 * an element may hold itself.
 */
public final class XmlFields implements XmlContent {
  private final List<XmlMember> members = new ArrayList<>();
  private final Map<String, XmlMember> properties = new HashMap<>();
  private final Map<String, XmlMember> elements = new HashMap<>();
  private final Map<String, XmlMember> attributes = new HashMap<>();
  private @Nullable XmlMember text;

  /** Adds what stands next; false when another member has its property or its name already. */
  public boolean add(XmlMember member) {
    if (properties.containsKey(member.property())) {
      return false;
    }
    boolean first =
        switch (member.place()) {
          case ELEMENT -> elements.putIfAbsent(member.outer().key(), member) == null;
          case ATTRIBUTE -> attributes.putIfAbsent(member.name().key(), member) == null;
          case TEXT -> text == null;
        };
    if (first) {
      text = member.place() == Place.TEXT ? member : text;
      properties.put(member.property(), member);
      members.add(member);
    }
    return first;
  }

  /** In the order in which they are written. */
  public List<XmlMember> members() {
    return Collections.unmodifiableList(members);
  }

  boolean has(String property) {
    return properties.containsKey(property);
  }

  @Nullable XmlMember element(String namespace, String local) {
    return elements.get(XmlName.key(namespace, local));
  }

  @Nullable XmlMember attribute(@Nullable String namespace, String local) {
    return attributes.get(XmlName.key(Objects.requireNonNullElse(namespace, ""), local));
  }

  /** The property that is the element's text; null when it has none. */
  @Nullable XmlMember text() {
    return text;
  }
}
