package org.partnergateway.contracts.edi;

import io.xlate.edi.schema.EDIComplexType;
import io.xlate.edi.schema.EDIReference;
import io.xlate.edi.schema.EDIType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tree of a transaction looks like, by its schema: what may come twice is an array. */
sealed interface EdiShape {
  /** As in trees. */
  String name();

  /** Whether it is an array, with one element too. */
  boolean many();

  /**
   * Segments and loops that go together.
   *
   * @param first the segment that it begins with, which is what the standards call it
   * @param children by name, in the schema's order
   */
  record Loop(String name, String first, boolean many, Map<String, EdiShape> children)
      implements EdiShape {
    @Nullable Loop loop(String code) {
      return children.get(code) instanceof Loop loop ? loop : null;
    }

    @Nullable Segment segment(String tag) {
      return children.get(tag) instanceof Segment segment ? segment : null;
    }
  }

  /**
   * @param elements in their positions
   */
  record Segment(String name, boolean many, List<Element> elements) implements EdiShape {
    /** At a position from 1; null when the schema has none there. */
    @Nullable Element element(int position) {
      return position >= 1 && position <= elements.size() ? elements.get(position - 1) : null;
    }
  }

  /**
   * @param components names by position; empty for a simple element
   */
  record Element(String name, boolean many, List<String> components) implements EdiShape {}

  static Loop of(EDIComplexType transaction) {
    return loop("", false, transaction);
  }

  private static Loop loop(String name, boolean many, EDIComplexType type) {
    Map<String, EdiShape> children = new LinkedHashMap<>();
    for (EDIReference reference : type.getReferences()) {
      EDIComplexType child = (EDIComplexType) reference.getReferencedType();
      boolean several = reference.getMaxOccurs() > 1;
      if (child.isType(EDIType.Type.LOOP)) {
        children.put(child.getCode(), loop(child.getCode(), several, child));
      } else {
        // A segment in two places of one level is one array.
        boolean again = children.containsKey(child.getId());
        children.put(child.getId(), segment(child, several || again));
      }
    }
    String first = children.isEmpty() ? name : children.keySet().iterator().next();
    return new Loop(name, first, many, Collections.unmodifiableMap(children));
  }

  private static Segment segment(EDIComplexType type, boolean many) {
    List<Element> elements = new ArrayList<>();
    for (EDIReference reference : type.getReferences()) {
      String name = numbered(type.getId(), elements.size() + 1);
      elements.add(
          new Element(
              name,
              reference.getMaxOccurs() > 1,
              reference.getReferencedType() instanceof EDIComplexType composite
                  ? components(name, composite)
                  : List.of()));
    }
    return new Segment(type.getId(), many, List.copyOf(elements));
  }

  private static List<String> components(String name, EDIComplexType composite) {
    List<String> components = new ArrayList<>();
    composite
        .getReferences()
        .forEach(reference -> components.add(numbered(name, components.size() + 1)));
    return List.copyOf(components);
  }

  private static String numbered(String name, int position) {
    return name + (position < 10 ? "0" : "") + position;
  }
}
