package org.partnergateway.contracts.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.ReadHeadersInterceptor;
import org.apache.cxf.binding.soap.interceptor.Soap11FaultInInterceptor;
import org.apache.cxf.binding.soap.interceptor.Soap12FaultInInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.staxutils.StaxUtils;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.xml.XmlAnything;
import org.partnergateway.contracts.xml.XmlContent;
import org.partnergateway.contracts.xml.XmlDocument;
import org.partnergateway.contracts.xml.XmlElement;
import org.partnergateway.contracts.xml.XmlLimits;
import org.partnergateway.contracts.xml.XmlTreeReader;
import org.w3c.dom.Element;

/** Reads an envelope: CXF its frame, headers and faults, over a parser that has our limits. */
final class EnvelopeReader {
  private final SoapParts parts;
  private final ObjectNode tree = StrictJson.nodes().objectNode();

  EnvelopeReader(SoapParts parts) {
    this.parts = parts;
  }

  JsonNode read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedMessageException("there is nothing, where an envelope must be", 1, 1, "");
    }
    try {
      XMLStreamReader xml =
          XmlLimits.readers().createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        read(xml);
        return tree;
      } catch (XMLStreamException e) {
        throw XmlDocument.malformed(e, xml.getLocation());
      } catch (SoapFault e) {
        throw malformed(e, xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw XmlDocument.malformed(e, null);
    }
  }

  /** CXF's own refusal of an envelope. */
  private static MalformedMessageException malformed(SoapFault e, XMLStreamReader xml) {
    if (e.getCause() instanceof XMLStreamException cause) {
      return XmlDocument.malformed(cause, xml.getLocation());
    }
    return new MalformedMessageException(
        Objects.requireNonNullElse(e.getMessage(), "this is no envelope"),
        Math.max(1, xml.getLocation().getLineNumber()),
        Math.max(1, xml.getLocation().getColumnNumber()),
        "");
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    XmlDocument.enterRoot(xml);
    SoapMessage message = new SoapMessage(parts.version());
    message.setExchange(new ExchangeImpl());
    message.setContent(XMLStreamReader.class, xml);
    new ReadHeadersInterceptor(CxfBus.get(), parts.version()).handleMessage(message);
    if (message.getVersion() != parts.version()) {
      throw new XMLStreamException(
          "the envelope is of another version of SOAP than the contract has", xml.getLocation());
    }
    readHeaders(message);
    readBody(message, xml);
    while (xml.hasNext()) {
      xml.next();
    }
  }

  private void readHeaders(SoapMessage message) throws XMLStreamException {
    if (!message.hasHeaders()) {
      return;
    }
    ObjectNode headers = tree.putObject(SoapParts.HEADER);
    for (Header header : message.getHeaders()) {
      XmlElement known =
          known(
              parts.headers(), header.getName().getNamespaceURI(), header.getName().getLocalPart());
      if (known == null && header instanceof SoapHeader soap && soap.isMustUnderstand()) {
        throw new XMLStreamException(
            "the header %s must be understood, and isn't in the contract"
                .formatted(header.getName()));
      }
      headers.set(
          header.getName().getLocalPart(), read((Element) header.getObject(), content(known)));
    }
  }

  private void readBody(SoapMessage message, XMLStreamReader xml) throws XMLStreamException {
    ObjectNode body = tree.putObject(SoapParts.BODY);
    if (!xml.isStartElement() || !xml.getName().equals(parts.version().getBody())) {
      throw new XMLStreamException("the envelope has no body", xml.getLocation());
    }
    if (xml.nextTag() != XMLStreamConstants.START_ELEMENT) {
      return;
    }
    if (xml.getName().equals(parts.version().getFault())) {
      body.set(SoapParts.FAULT, fault(message, xml));
      return;
    }
    String local = xml.getLocalName();
    XmlElement payload = parts.payload();
    boolean known =
        xml.getName().getNamespaceURI().equals(payload.name().namespace())
            && local.equals(payload.name().local());
    // An element of another namespace isn't the contract's, whatever it is called.
    String name = known || !local.equals(payload.name().local()) ? local : xml.getName().toString();
    body.set(name, new XmlTreeReader(xml).read(known ? payload.content() : XmlAnything.ANYTHING));
  }

  private JsonNode fault(SoapMessage message, XMLStreamReader xml) throws XMLStreamException {
    SoapFault fault =
        parts.version() instanceof Soap12
            ? Soap12FaultInInterceptor.unmarshalFault(message, xml)
            : Soap11FaultInInterceptor.unmarshalFault(message, xml);
    ObjectNode node = StrictJson.nodes().objectNode();
    if (fault.getFaultCode() != null) {
      node.put("faultcode", fault.getFaultCode().getLocalPart());
    }
    if (fault.getReason() != null) {
      node.put("faultstring", fault.getReason());
    }
    if (fault.getRole() != null) {
      node.put("faultactor", fault.getRole());
    }
    if (fault.getDetail() != null) {
      ObjectNode detail = node.putObject(SoapParts.DETAIL);
      Element child = DOMUtils.getFirstElement(fault.getDetail());
      while (child != null) {
        String namespace = Objects.requireNonNullElse(child.getNamespaceURI(), "");
        XmlElement known = known(parts.faults(), namespace, child.getLocalName());
        detail.set(child.getLocalName(), read(child, content(known)));
        child = DOMUtils.getNextElement(child);
      }
    }
    return node;
  }

  private static @Nullable XmlElement known(
      Map<String, XmlElement> elements, String namespace, String local) {
    XmlElement element = elements.get(local);
    return element != null && element.name().namespace().equals(namespace) ? element : null;
  }

  private static XmlContent content(@Nullable XmlElement known) {
    return known == null ? XmlAnything.ANYTHING : known.content();
  }

  private static JsonNode read(Element element, XmlContent content) throws XMLStreamException {
    XMLStreamReader xml = StaxUtils.createXMLStreamReader(element);
    while (!xml.isStartElement()) {
      xml.next();
    }
    return new XmlTreeReader(xml).read(content);
  }
}
