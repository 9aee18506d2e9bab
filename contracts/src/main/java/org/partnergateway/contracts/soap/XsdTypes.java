package org.partnergateway.contracts.soap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.cxf.common.xmlschema.SchemaCollection;
import org.apache.ws.commons.schema.XmlSchema;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.SAXException;

/** Compiles the XSD types of a WSDL, which find each other by namespace and nothing elsewhere. */
final class XsdTypes implements LSResourceResolver {
  private final Map<String, byte[]> schemas = new LinkedHashMap<>();

  private XsdTypes() {}

  /**
   * The types, for validation.
   *
   * @throws SAXException when they are no valid schema
   */
  static Schema compile(SchemaCollection collection) throws SAXException {
    XsdTypes types = new XsdTypes();
    // Partners' documents leave imports out, since their own tools don't miss them.
    collection.addCrossImports();
    for (XmlSchema schema : collection.getXmlSchemas()) {
      if (!XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(schema.getTargetNamespace())) {
        types.add(schema);
      }
    }
    return types.compile();
  }

  private void add(XmlSchema schema) throws SAXException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      schema.write(out);
    } catch (RuntimeException | java.io.UnsupportedEncodingException e) {
      throw new SAXException(
          "the types of %s can't be read".formatted(schema.getTargetNamespace()), e);
    }
    if (schemas.put(id(schema.getTargetNamespace()), out.toByteArray()) != null) {
      throw new SAXException(
          "there are two schemas for %s; make one of them".formatted(schema.getTargetNamespace()));
    }
  }

  private Schema compile() throws SAXException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setResourceResolver(this);
    StringBuilder all = new StringBuilder("<schema xmlns='http://www.w3.org/2001/XMLSchema'>");
    for (String id : schemas.keySet()) {
      String namespace =
          id.substring("types:".length()).replace("&", "&amp;").replace("'", "&apos;");
      all.append("<import namespace='").append(namespace).append("'/>");
    }
    return factory.newSchema(
        new StreamSource(new StringReader(all.append("</schema>").toString()), "types"));
  }

  private static String id(@Nullable String namespace) {
    return "types:" + (namespace == null ? "" : namespace);
  }

  @Override
  public @Nullable LSInput resolveResource(
      String type,
      @Nullable String namespace,
      @Nullable String publicId,
      @Nullable String systemId,
      @Nullable String base) {
    byte[] schema = schemas.get(id(namespace));
    if (schema == null) {
      return null;
    }
    LSInput input = implementation().createLSInput();
    input.setSystemId(id(namespace));
    input.setByteStream(new ByteArrayInputStream(schema));
    input.setEncoding(StandardCharsets.UTF_8.name());
    return input;
  }

  private static DOMImplementationLS implementation() {
    try {
      return (DOMImplementationLS)
          DOMImplementationRegistry.newInstance().getDOMImplementation("LS 3.0");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java comes with a DOM", e);
    }
  }
}
