package org.partnergateway.contracts.xml;

/** What may stand between the tags of an element. */
public sealed interface XmlContent permits XmlScalar, XmlFields, XmlAnything {}
