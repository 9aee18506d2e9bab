package org.partnergateway.contracts.xml;

/**
 * An element as a contract describes it.
 *
 * @param nillable whether {@code xsi:nil} may say that there is no value
 */
public record XmlElement(XmlName name, XmlContent content, boolean nillable) {}
