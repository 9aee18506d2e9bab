package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Turns elements into trees. What the contract doesn't have is kept: elements by their local name
 * (with the namespace before it where that is taken), attributes as {@code @name}. Only what an
 * array or a text has no room for is passed over: a stray element among a list's items, an
 * attribute of an element that is a text.
 */
public final class XmlTreeReader {
  private final XMLStreamReader xml;

  /** Reads on from there. */
  public XmlTreeReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /**
   * The element that begins here, up to its end.
   *
   * @throws XMLStreamException when it is not well-formed or breaks a limit
   */
  public JsonNode read(XmlContent content) throws XMLStreamException {
    String nil = xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
    if (nil != null && XmlScalar.BOOLEAN.read(nil).asBoolean()) {
      readObject(new XmlFields());
      return StrictJson.nodes().nullNode();
    }
    if (content instanceof XmlScalar scalar) {
      return readScalar(scalar);
    }
    return content instanceof XmlFields fields ? readObject(fields) : readAnything();
  }

  private JsonNode readScalar(XmlScalar scalar) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    if (next(text) == XMLStreamConstants.END_ELEMENT) {
      return scalar.read(text.toString());
    }
    // Elements where the contract has a text: another shape, for the contract's check to tell.
    ObjectNode object = StrictJson.nodes().objectNode();
    readChildren(new XmlFields(), object, text);
    return object;
  }

  private JsonNode readAnything() throws XMLStreamException {
    JsonNode read = readObject(new XmlFields());
    return read.isObject() && read.isEmpty() ? StrictJson.nodes().textNode("") : read;
  }

  private JsonNode readObject(XmlFields fields) throws XMLStreamException {
    ObjectNode object = StrictJson.nodes().objectNode();
    readAttributes(fields, object);
    StringBuilder text = new StringBuilder();
    if (next(text) == XMLStreamConstants.START_ELEMENT) {
      readChildren(fields, object, text);
    }
    XmlMember own = fields.text();
    if (own != null) {
      JsonNode value = ((XmlScalar) own.content()).read(text.toString());
      object.set(own.property(), value);
    } else if (!isBlank(text)) {
      if (object.isEmpty()) {
        return StrictJson.nodes().textNode(text.toString());
      }
      object.put("#text", text.toString());
    }
    return object;
  }

  private void readAttributes(XmlFields fields, ObjectNode object) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String namespace = xml.getAttributeNamespace(i);
      String local = xml.getAttributeLocalName(i);
      XmlMember member = fields.attribute(namespace, local);
      if (member != null) {
        object.set(
            member.property(), ((XmlScalar) member.content()).read(xml.getAttributeValue(i)));
      } else if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
        object.put("@" + local, xml.getAttributeValue(i));
      }
    }
  }

  /** From the first child's beginning to the end of its parent. */
  private void readChildren(XmlFields fields, ObjectNode object, StringBuilder text)
      throws XMLStreamException {
    do {
      String namespace = Objects.requireNonNullElse(xml.getNamespaceURI(), "");
      String local = xml.getLocalName();
      XmlMember member = fields.element(namespace, local);
      if (member == null) {
        boolean taken = fields.has(local);
        put(object, taken ? XmlName.key(namespace, local) : local, readAnything());
      } else if (member.wrapper() != null) {
        readItems(member, array(object, member.property()));
      } else if (member.list()) {
        array(object, member.property()).add(read(member.content()));
      } else {
        JsonNode value = read(member.content());
        if (!value.isNull() || !member.absentIsNil()) {
          put(object, member.property(), value);
        }
      }
    } while (next(text) == XMLStreamConstants.START_ELEMENT);
  }

  private void readItems(XmlMember member, ArrayNode items) throws XMLStreamException {
    StringBuilder ignored = new StringBuilder();
    while (next(ignored) == XMLStreamConstants.START_ELEMENT) {
      String namespace = Objects.requireNonNullElse(xml.getNamespaceURI(), "");
      if (member.name().key().equals(XmlName.key(namespace, xml.getLocalName()))) {
        items.add(read(member.content()));
      } else {
        readAnything();
      }
    }
  }

  private static ArrayNode array(ObjectNode object, String property) {
    return object.get(property) instanceof ArrayNode array ? array : object.putArray(property);
  }

  /** What is there a second time is an array, which the contract's check tells. */
  private static void put(ObjectNode object, String property, JsonNode value) {
    JsonNode there = object.get(property);
    if (there == null) {
      object.set(property, value);
    } else if (there instanceof ArrayNode array) {
      array.add(value);
    } else {
      object.putArray(property).add(there).add(value);
    }
  }

  /** To the next beginning or end of an element; the text before it is added. */
  private int next(StringBuilder text) throws XMLStreamException {
    while (true) {
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT -> {
          return event;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (text.length() + (long) xml.getTextLength() > XmlLimits.MAX_TEXT) {
            throw new XMLStreamException("a text of an element is too long", xml.getLocation());
          }
          text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        default ->
            throw new XMLStreamException(
                "an entity; only those that XML itself knows are read", xml.getLocation());
      }
    }
  }

  private static boolean isBlank(CharSequence text) {
    return text.chars().allMatch(c -> c == ' ' || c == '\n' || c == '\t' || c == '\r');
  }
}
