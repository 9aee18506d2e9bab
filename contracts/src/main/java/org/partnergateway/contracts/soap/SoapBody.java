package org.partnergateway.contracts.soap;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.contracts.xml.XmlTreeWalk.Others;

/** An envelope as a WSDL describes it: trees to bytes and back. */
record SoapBody(SoapParts parts) implements XmlBody {
  @Override
  public JsonNode read(byte[] bytes) {
    return new EnvelopeReader(parts).read(bytes);
  }

  @Override
  public byte[] write(JsonNode tree) {
    return new EnvelopeWriter(parts, Others.REFUSED).write(tree);
  }

  @Override
  public byte[] writeWithOthers(JsonNode tree) {
    return new EnvelopeWriter(parts, Others.KEPT).write(tree);
  }
}
