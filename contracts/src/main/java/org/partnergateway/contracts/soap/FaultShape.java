package org.partnergateway.contracts.soap;

import org.partnergateway.contracts.xml.XmlElement;
import org.partnergateway.contracts.xml.XmlFields;
import org.partnergateway.contracts.xml.XmlMember;
import org.partnergateway.contracts.xml.XmlName;
import org.partnergateway.contracts.xml.XmlScalar;

/** A fault of SOAP 1.1 as an element, its detail as the WSDL describes it. */
final class FaultShape {
  private FaultShape() {}

  static XmlElement of(SoapParts parts) {
    XmlFields detail = new XmlFields();
    parts
        .faults()
        .forEach(
            (name, element) ->
                detail.add(
                    XmlMember.element(
                        name, element.name(), element.content(), element.nillable(), false)));
    XmlFields fault = new XmlFields();
    for (String text : new String[] {"faultcode", "faultstring", "faultactor"}) {
      fault.add(XmlMember.element(text, XmlName.of("", text), XmlScalar.TEXT, false, false));
    }
    fault.add(
        XmlMember.element(
            SoapParts.DETAIL, XmlName.of("", SoapParts.DETAIL), detail, false, false));
    String namespace = parts.version().getNamespace();
    return new XmlElement(new XmlName(namespace, SoapParts.FAULT, "soap"), fault, false);
  }
}
