package org.partnergateway.contracts.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.binding.soap.interceptor.SoapOutInterceptor;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.phase.PhaseManager;
import org.apache.cxf.staxutils.W3CDOMStreamWriter;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.xml.XmlAnything;
import org.partnergateway.contracts.xml.XmlElement;
import org.partnergateway.contracts.xml.XmlLimits;
import org.partnergateway.contracts.xml.XmlName;
import org.partnergateway.contracts.xml.XmlShapeException;
import org.partnergateway.contracts.xml.XmlStreamSink;
import org.partnergateway.contracts.xml.XmlTreeWalk;
import org.partnergateway.contracts.xml.XmlTreeWalk.Others;

/** Writes an envelope: CXF its frame and headers, down its own chain of interceptors. */
final class EnvelopeWriter {
  private final SoapParts parts;
  private final Others others;

  EnvelopeWriter(SoapParts parts, Others others) {
    this.parts = parts;
    this.others = others;
  }

  byte[] write(JsonNode tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    SoapMessage message = new SoapMessage(parts.version());
    message.setExchange(new ExchangeImpl());
    tree.path(SoapParts.HEADER)
        .properties()
        .forEach(header -> message.getHeaders().add(header(header.getKey(), header.getValue())));
    PhaseInterceptorChain chain =
        new PhaseInterceptorChain(CxfBus.get().getExtension(PhaseManager.class).getOutPhases());
    chain.add(new SoapOutInterceptor(CxfBus.get()));
    chain.add(new Payload(tree.path(SoapParts.BODY)));
    message.setInterceptorChain(chain);
    try {
      XMLStreamWriter xml = XmlLimits.writers().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      message.setContent(XMLStreamWriter.class, xml);
      chain.doIntercept(message);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    Exception failure = message.getContent(Exception.class);
    if (failure != null) {
      throw unwrapped(failure);
    }
    return out.toByteArray();
  }

  /** The chain keeps what went wrong, in a wrapping of its own. */
  private static RuntimeException unwrapped(Exception failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof IllegalArgumentException ours) {
        return ours;
      }
      cause = cause.getCause();
    }
    return new IllegalStateException("memory can be written to", failure);
  }

  private SoapHeader header(String name, JsonNode block) {
    String pointer = JsonPointers.append("/" + SoapParts.HEADER, name);
    XmlElement element = element(parts.headers().get(name), name, pointer);
    W3CDOMStreamWriter dom = new W3CDOMStreamWriter();
    new XmlTreeWalk(new XmlStreamSink(dom), others).walk(element, block, pointer);
    return new SoapHeader(
        new QName(element.name().namespace(), element.name().local()),
        dom.getDocument().getDocumentElement());
  }

  private XmlElement element(@Nullable XmlElement known, String name, String pointer) {
    if (known != null) {
      return known;
    }
    if (others == Others.KEPT) {
      return new XmlElement(XmlName.of("", name), XmlAnything.ANYTHING, true);
    }
    throw new XmlShapeException(pointer, "is unknown to the contract");
  }

  private void writeBody(JsonNode body, XMLStreamWriter xml) {
    XmlTreeWalk walk = new XmlTreeWalk(new XmlStreamSink(xml), others);
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      String pointer = JsonPointers.append("/" + SoapParts.BODY, entry.getKey());
      if (others == Others.KEPT && entry.getKey().equals(SoapParts.FAULT)) {
        writeFault(walk, entry.getValue(), pointer);
      } else {
        boolean known = entry.getKey().equals(parts.payload().name().local());
        walk.walk(
            element(known ? parts.payload() : null, entry.getKey(), pointer),
            entry.getValue(),
            pointer);
      }
    }
  }

  /** Only simulated partners write faults, and SOAP 1.1's. */
  private void writeFault(XmlTreeWalk walk, JsonNode fault, String pointer) {
    walk.walk(FaultShape.of(parts), fault, pointer);
  }

  /** Stands where CXF has its writers of payloads. */
  private final class Payload extends AbstractSoapInterceptor {
    private final JsonNode body;

    private Payload(JsonNode body) {
      super(Phase.MARSHAL);
      this.body = body;
    }

    @Override
    public void handleMessage(SoapMessage message) {
      writeBody(body, message.getContent(XMLStreamWriter.class));
    }
  }
}
