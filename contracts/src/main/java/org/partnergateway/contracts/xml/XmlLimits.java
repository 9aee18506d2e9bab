package org.partnergateway.contracts.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * How much of a document is read, and how little of XML: no document type, no entities but the five
 * that XML knows. Documents of partners are small; the one large thing in them is a label.
 */
public final class XmlLimits {
  /** As deep as a JSON document may be. */
  public static final int MAX_DEPTH = 64;

  static final int MAX_ATTRIBUTES = 64;
  static final int MAX_CHILDREN = 10_000;
  static final long MAX_ELEMENTS = 200_000;
  static final int MAX_TEXT = 20_000_000;
  static final long MAX_CHARACTERS = 40_000_000;
  static final int MAX_ATTRIBUTE_LENGTH = 65_536;

  private static final XMLInputFactory INPUT = input();
  private static final XMLOutputFactory OUTPUT = output();

  private XmlLimits() {}

  /** Makes readers that keep to the limits. Any thread may ask; nobody may change it. */
  public static XMLInputFactory readers() {
    return INPUT;
  }

  /** Makes writers. Any thread may ask; nobody may change it. */
  public static XMLOutputFactory writers() {
    return OUTPUT;
  }

  private static XMLOutputFactory output() {
    WstxOutputFactory factory = new WstxOutputFactory();
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    return factory;
  }

  private static XMLInputFactory input() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // What is wrong with a text is told where it is read, as all else.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, MAX_CHILDREN);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, MAX_CHARACTERS);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
    factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1L);
    // Names are many and differ by partner; a cache of them that outlives a document would grow.
    factory.configureForLowMemUsage();
    return factory;
  }
}
