package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.xml.XmlBody;

/** XML, as a contract describes it. */
record XmlFormat(String mediaType, XmlBody document) implements WireFormat {
  @Override
  public String title() {
    return "XML";
  }

  @Override
  public JsonNode read(byte[] body) {
    return document.read(body);
  }

  @Override
  public byte[] write(JsonNode tree) {
    return document.write(tree);
  }
}
