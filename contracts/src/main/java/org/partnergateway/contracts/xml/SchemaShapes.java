package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.xml.XmlMember.Place;

/**
 * Shapes of XML from JSON Schema with OpenAPI's {@code xml} keyword. Elements stand in the order of
 * {@code properties}. Besides what OpenAPI says:
 *
 * <ul>
 *   <li>an element without {@code namespace} is in that of the element around it; an attribute
 *       without one is in none
 *   <li>{@code x-text: true} makes a property the text of an element that has attributes too
 *   <li>the root's name is {@code xml.name}, or else that of the component; where the body is one
 *       of several ({@code oneOf}), each is a root of its own
 * </ul>
 */
public final class SchemaShapes {
  private static final String COMPONENTS = "/components/schemas/";

  private final Documents documents;
  private final Problems problems;
  private final Map<Key, XmlFields> known = new HashMap<>();

  private record Key(List<Reference> schemas, String namespace, String prefix) {}

  /**
   * @param problems what is wrong with a shape is added, with its place
   */
  public SchemaShapes(Documents documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The document that a body's schema describes. The schema has been found to be sound. */
  public XmlDocument document(String path, String pointer) {
    List<XmlElement> roots = new ArrayList<>();
    addRoots(new Reference(path, pointer), pointer, roots);
    return new XmlDocument(roots);
  }

  private void addRoots(Reference schema, String pointer, List<XmlElement> roots) {
    SchemaView view = new SchemaView(documents, List.of(schema));
    List<Reference> choices = view.choices();
    String component = component(view.chain());
    boolean named = !component.isEmpty() || view.xml("name").isPresent();
    if (!hasOwnName(schema) && !choices.isEmpty() && choices.stream().allMatch(this::isNamed)) {
      choices.forEach(choice -> addRoots(choice, choice.pointer(), roots));
    } else if (named) {
      XmlName name = name(view, component, XmlName.of("", ""), schema);
      roots.add(new XmlElement(name, content(view, List.of(schema), name), view.nillable()));
      if (view.isList()) {
        add(schema, "an array can't be the root of a document; put an object around it");
      }
    } else {
      problems.add(
          documents
              .get(schema.path())
              .problem(pointer, "an XML body needs its root's name: xml: {name: …}"));
    }
  }

  /** Whether it has a name that none of its choices lends it. */
  private boolean hasOwnName(Reference schema) {
    JsonNode node = documents.get(schema.path()).root().at(schema.pointer());
    JsonNode ref = node.path("$ref");
    return node.path("xml").has("name")
        || (ref.isTextual() && hasOwnName(Reference.resolve(schema.path(), ref.asText())));
  }

  private boolean isNamed(Reference choice) {
    SchemaView view = new SchemaView(documents, List.of(choice));
    return view.xml("name").isPresent() || !component(view.chain()).isEmpty();
  }

  /** The component's name where the schema is a reference to one. */
  private static String component(List<Reference> chain) {
    for (Reference part : chain) {
      if (part.pointer().startsWith(COMPONENTS)
          && part.pointer().indexOf('/', COMPONENTS.length()) < 0) {
        return JsonPointers.lastName(part.pointer());
      }
    }
    return "";
  }

  private XmlContent content(SchemaView view, List<Reference> schemas, XmlName around) {
    if (view.isObject()) {
      return fields(view, schemas, around);
    }
    return view.isAnything() ? XmlAnything.ANYTHING : view.scalar();
  }

  private XmlContent fields(SchemaView view, List<Reference> schemas, XmlName around) {
    if (view.properties().isEmpty()) {
      return XmlAnything.ANYTHING;
    }
    Key key = new Key(List.copyOf(schemas), around.namespace(), around.prefix());
    XmlFields there = known.get(key);
    if (there != null) {
      return there;
    }
    XmlFields fields = new XmlFields();
    known.put(key, fields);
    view.properties()
        .forEach(
            (property, declared) -> {
              XmlMember member = member(property, declared, around);
              if (!fields.add(member)) {
                add(
                    declared.getFirst(),
                    "another property is <%s> in XML already".formatted(member.outer().local()));
              }
            });
    return fields;
  }

  private XmlMember member(String property, List<Reference> declared, XmlName around) {
    SchemaView view = new SchemaView(documents, declared);
    Reference place = declared.getFirst();
    boolean attribute = view.xmlFlag("attribute");
    if (attribute || view.xmlFlag("x-text")) {
      if (view.isList() || view.isObject()) {
        add(place, "an attribute or text is a single value, and can't be an array or object");
      }
      if (!attribute) {
        return XmlMember.text(property, view.scalar());
      }
      XmlName name = name(view, property, XmlName.of("", ""), place);
      if (!name.namespace().isEmpty() && name.prefix().isEmpty()) {
        add(place, "an attribute with a namespace needs a prefix");
      }
      return XmlMember.attribute(property, name, view.scalar());
    }
    return view.isList()
        ? list(property, view, around, place)
        : XmlMember.element(
            property,
            name(view, property, around, place),
            content(view, declared, name(view, property, around, place)),
            view.nillable(),
            false);
  }

  private XmlMember list(String property, SchemaView view, XmlName around, Reference place) {
    XmlName own = name(view, property, around, place);
    boolean wrapped = view.xmlFlag("wrapped");
    SchemaView items = new SchemaView(documents, view.items());
    XmlName name = name(items, own.local(), wrapped ? own : around, place);
    if (items.isList()) {
      add(place, "an array right in an array has no form in XML; put an object around it");
    }
    return new XmlMember(
        property,
        Place.ELEMENT,
        name,
        content(items, view.items(), name),
        items.nillable(),
        true,
        wrapped ? own : null);
  }

  private XmlName name(SchemaView view, String otherwise, XmlName around, Reference place) {
    String local = view.xml("name").map(node -> node.asText()).orElse(otherwise);
    boolean own = view.xml("namespace").isPresent();
    String namespace = view.xml("namespace").map(node -> node.asText()).orElse(around.namespace());
    String prefix =
        view.xml("prefix").map(node -> node.asText()).orElse(own ? "" : around.prefix());
    if (!XmlText.isName(local)) {
      add(place, "\"%s\" is no name in XML; give it one: xml: {name: …}".formatted(local));
    }
    if (!prefix.isEmpty() && (!XmlText.isName(prefix) || prefix.startsWith("xml"))) {
      add(place, "\"%s\" is no prefix".formatted(prefix));
    }
    if (!prefix.isEmpty() && namespace.isEmpty()) {
      add(place, "the prefix \"%s\" needs a namespace".formatted(prefix));
    }
    return new XmlName(namespace, local, prefix);
  }

  private void add(Reference place, String message) {
    problems.add(documents.get(place.path()).problem(place.pointer(), message));
  }
}
