package org.partnergateway.contracts.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements, and declares each namespace where it is first needed. */
public final class XmlStreamSink implements XmlSink {
  private static final XmlName NIL =
      new XmlName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil", "xsi");

  private final XMLStreamWriter xml;
  private final Deque<Map<String, String>> scopes = new ArrayDeque<>();

  /** Writes on from there. */
  public XmlStreamSink(XMLStreamWriter xml) {
    this.xml = xml;
    scopes.push(Map.of("", ""));
  }

  @Override
  public void start(XmlName name, List<Attribute> attributes, boolean nil, String pointer) {
    Map<String, String> scope = new HashMap<>(scopes.element());
    try {
      xml.writeStartElement(name.prefix(), name.local(), name.namespace());
      declare(name, scope);
      for (Attribute attribute : attributes) {
        write(attribute, scope);
      }
      if (nil) {
        write(new Attribute(NIL, "true"), scope);
      }
      scopes.push(scope);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
  }

  private void declare(XmlName name, Map<String, String> scope) throws XMLStreamException {
    if (name.namespace().equals(scope.get(name.prefix()))) {
      return;
    }
    scope.put(name.prefix(), name.namespace());
    if (name.prefix().isEmpty()) {
      xml.writeDefaultNamespace(name.namespace());
    } else {
      xml.writeNamespace(name.prefix(), name.namespace());
    }
  }

  private void write(Attribute attribute, Map<String, String> scope) throws XMLStreamException {
    XmlName name = attribute.name();
    if (name.namespace().isEmpty()) {
      xml.writeAttribute(name.local(), attribute.value());
    } else {
      declare(name, scope);
      xml.writeAttribute(name.prefix(), name.namespace(), name.local(), attribute.value());
    }
  }

  @Override
  public void text(String text) {
    try {
      if (!text.isEmpty()) {
        xml.writeCharacters(text);
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
  }

  @Override
  public void end(XmlName name, String pointer) {
    scopes.pop();
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
  }
}
