package org.partnergateway.contracts.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.cxf.binding.soap.SoapVersion;
import org.partnergateway.contracts.xml.XmlElement;

/**
 * What may stand in an envelope.
 *
 * @param headers header blocks by name
 * @param payload the one element of the body
 * @param faults elements of a fault's detail by name; empty where there is none
 */
record SoapParts(
    SoapVersion version,
    Map<String, XmlElement> headers,
    XmlElement payload,
    Map<String, XmlElement> faults) {
  static final String HEADER = "Header";
  static final String BODY = "Body";
  static final String FAULT = "Fault";
  static final String DETAIL = "detail";

  /** Copies the maps. */
  SoapParts {
    headers = Map.copyOf(headers);
    faults = Map.copyOf(faults);
  }

  static boolean isFault(JsonNode tree) {
    return tree.path(BODY).has(FAULT);
  }
}
