package org.partnergateway.contracts.soap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.apache.cxf.common.xmlschema.SchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaAttribute;
import org.apache.ws.commons.schema.XmlSchemaAttributeGroup;
import org.apache.ws.commons.schema.XmlSchemaAttributeGroupRef;
import org.apache.ws.commons.schema.XmlSchemaAttributeOrGroupRef;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaContent;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaGroupRef;
import org.apache.ws.commons.schema.XmlSchemaObject;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentExtension;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.xml.XmlAnything;
import org.partnergateway.contracts.xml.XmlContent;
import org.partnergateway.contracts.xml.XmlElement;
import org.partnergateway.contracts.xml.XmlFields;
import org.partnergateway.contracts.xml.XmlMember;
import org.partnergateway.contracts.xml.XmlName;
import org.partnergateway.contracts.xml.XmlScalar;

/**
 * Shapes of XML from XSD: elements in the order of the particles, those of a base type first; what
 * may occur more than once is an array. A property has the element's or attribute's local name.
 */
final class XsdShapes {
  private static final Set<String> NUMBERS =
      Set.of(
          "decimal",
          "integer",
          "nonPositiveInteger",
          "negativeInteger",
          "nonNegativeInteger",
          "positiveInteger",
          "long",
          "int",
          "short",
          "byte",
          "unsignedLong",
          "unsignedInt",
          "unsignedShort",
          "unsignedByte",
          "float",
          "double");

  /** The property of a text with attributes. */
  private static final String VALUE = "value";

  private final SchemaCollection schemas;
  private final Consumer<String> problems;
  private final Map<XmlSchemaType, XmlContent> known = new HashMap<>();

  /**
   * @param problems takes what has no shape
   */
  XsdShapes(SchemaCollection schemas, Consumer<String> problems) {
    this.schemas = schemas;
    this.problems = problems;
  }

  /** The shape of a global element; null when there is none of that name. */
  @Nullable XmlElement element(QName name) {
    XmlSchemaElement element = schemas.getElementByQName(name);
    return element == null
        ? null
        : new XmlElement(name(name), content(element), element.isNillable());
  }

  private XmlContent content(XmlSchemaElement element) {
    return content(element.getSchemaType(), element.getSchemaTypeName());
  }

  private XmlContent content(@Nullable XmlSchemaType given, @Nullable QName name) {
    XmlSchemaType type = given == null && name != null ? schemas.getTypeByQName(name) : given;
    if (type instanceof XmlSchemaComplexType complex) {
      return complex(complex);
    }
    if (type instanceof XmlSchemaSimpleType simple) {
      return scalar(simple, simple.getQName());
    }
    return name == null || name.getLocalPart().equals("anyType")
        ? XmlAnything.ANYTHING
        : scalar(null, name);
  }

  private XmlScalar scalar(@Nullable XmlSchemaSimpleType type, @Nullable QName name) {
    if (name != null && XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(name.getNamespaceURI())) {
      if (NUMBERS.contains(name.getLocalPart())) {
        return XmlScalar.NUMBER;
      }
      return name.getLocalPart().equals("boolean") ? XmlScalar.BOOLEAN : XmlScalar.TEXT;
    }
    XmlSchemaType of = type == null && name != null ? schemas.getTypeByQName(name) : type;
    if (of instanceof XmlSchemaSimpleType simple
        && simple.getContent() instanceof XmlSchemaSimpleTypeRestriction restriction) {
      return scalar(restriction.getBaseType(), restriction.getBaseTypeName());
    }
    return XmlScalar.TEXT;
  }

  private XmlContent complex(XmlSchemaComplexType type) {
    XmlContent there = known.get(type);
    if (there != null) {
      return there;
    }
    XmlFields fields = new XmlFields();
    known.put(type, fields);
    List<XmlMember> attributes = new ArrayList<>();
    fill(type, fields, attributes);
    attributes.forEach(attribute -> add(fields, attribute));
    boolean anything = fields.members().isEmpty() && "anyType".equals(type.getName());
    return anything ? XmlAnything.ANYTHING : fields;
  }

  private void fill(XmlSchemaComplexType type, XmlFields fields, List<XmlMember> attributes) {
    XmlSchemaContent content =
        type.getContentModel() == null ? null : type.getContentModel().getContent();
    if (content instanceof XmlSchemaComplexContentExtension extension) {
      base(extension.getBaseTypeName(), fields, attributes);
      particle(extension.getParticle(), false, false, fields);
      attributes(extension.getAttributes(), attributes);
    } else if (content instanceof XmlSchemaComplexContentRestriction restriction) {
      particle(restriction.getParticle(), false, false, fields);
      attributes(restriction.getAttributes(), attributes);
    } else if (content instanceof XmlSchemaSimpleContentExtension extension) {
      text(extension.getBaseTypeName(), fields, attributes);
      attributes(extension.getAttributes(), attributes);
    } else if (content instanceof XmlSchemaSimpleContentRestriction restriction) {
      text(restriction.getBaseTypeName(), fields, attributes);
      attributes(restriction.getAttributes(), attributes);
    } else {
      particle(type.getParticle(), false, false, fields);
      attributes(type.getAttributes(), attributes);
    }
  }

  private void base(@Nullable QName name, XmlFields fields, List<XmlMember> attributes) {
    if (name != null && schemas.getTypeByQName(name) instanceof XmlSchemaComplexType base) {
      fill(base, fields, attributes);
    }
  }

  private void text(@Nullable QName base, XmlFields fields, List<XmlMember> attributes) {
    if (base != null && schemas.getTypeByQName(base) instanceof XmlSchemaComplexType complex) {
      fill(complex, fields, attributes);
    } else {
      add(fields, XmlMember.text(VALUE, scalar(null, base)));
    }
  }

  /**
   * @param repeated whether what is around it may occur more than once
   * @param optional whether what is around it may be missing
   */
  private void particle(
      @Nullable XmlSchemaObject particle, boolean repeated, boolean optional, XmlFields fields) {
    XmlSchemaParticle own = particle instanceof XmlSchemaParticle one ? one : null;
    boolean many = repeated || (own != null && own.getMaxOccurs() > 1);
    boolean may = optional || (own != null && own.getMinOccurs() == 0);
    switch (particle) {
      case XmlSchemaSequence sequence ->
          sequence.getItems().forEach(item -> particle((XmlSchemaObject) item, many, may, fields));
      case XmlSchemaChoice choice ->
          choice.getItems().forEach(item -> particle((XmlSchemaObject) item, many, true, fields));
      case XmlSchemaAll all ->
          all.getItems().forEach(item -> particle((XmlSchemaObject) item, many, may, fields));
      case XmlSchemaGroupRef group -> particle(group.getParticle(), many, may, fields);
      case XmlSchemaElement element -> element(element, many, may, fields);
      case null, default -> {} // what may be anything is read as what the contract doesn't have
    }
  }

  private void element(
      XmlSchemaElement element, boolean many, boolean optional, XmlFields fields) {
    XmlSchemaElement target = element.isRef() ? element.getRef().getTarget() : element;
    if (target == null) {
      problems.accept("there is no element " + element.getRef().getTargetQName());
      return;
    }
    QName name = element.isRef() ? target.getQName() : element.getWireName();
    XmlMember member =
        XmlMember.element(
            name.getLocalPart(), name(name), content(target), target.isNillable(), many);
    boolean must = !optional && !many;
    add(fields, must && target.isNillable() ? member.absentAsNil() : member);
  }

  private void attributes(
      List<? extends XmlSchemaAttributeOrGroupRef> declared, List<XmlMember> attributes) {
    for (XmlSchemaAttributeOrGroupRef one : declared) {
      if (one instanceof XmlSchemaAttribute attribute) {
        XmlSchemaAttribute target = attribute.isRef() ? attribute.getRef().getTarget() : attribute;
        QName name = target.getWireName();
        String prefix = name.getNamespaceURI().isEmpty() ? "" : "a";
        attributes.add(
            XmlMember.attribute(
                name.getLocalPart(),
                new XmlName(name.getNamespaceURI(), name.getLocalPart(), prefix),
                scalar(target.getSchemaType(), target.getSchemaTypeName())));
      } else if (one instanceof XmlSchemaAttributeGroupRef group) {
        XmlSchemaAttributeGroup target = group.getRef().getTarget();
        for (Object member : target.getAttributes()) {
          if (member instanceof XmlSchemaAttributeOrGroupRef attribute) {
            attributes(List.of(attribute), attributes);
          }
        }
      }
    }
  }

  private void add(XmlFields fields, XmlMember member) {
    if (!fields.add(member)) {
      problems.accept(
          "a type has \"%s\" twice, which is not supported".formatted(member.property()));
    }
  }

  private static XmlName name(QName name) {
    return XmlName.of(name.getNamespaceURI(), name.getLocalPart());
  }
}
