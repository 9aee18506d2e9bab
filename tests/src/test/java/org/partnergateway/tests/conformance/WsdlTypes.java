package org.partnergateway.tests.conformance;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/**
 * The schemas in a WSDL, which import each other by namespace alone: they are handed out by
 * namespace, and one that imports them all stands for them.
 */
final class WsdlTypes implements LSResourceResolver {
  private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  private final Path file;
  private final Map<String, String> byNamespace = new LinkedHashMap<>();
  private final FilesOnly files;

  WsdlTypes(Path file, List<Element> schemas, FilesOnly files) {
    this.file = file;
    this.files = files;
    for (Element schema : schemas) {
      String namespace = schema.getAttribute("targetNamespace");
      importTheOthers(schema, schemas);
      if (byNamespace.put(namespace, text(schema)) != null) {
        throw new AssertionError(file + " has several schemas of " + namespace);
      }
    }
  }

  /** Tools that make WSDLs leave imports out, and those that read them see all schemas anyhow. */
  private static void importTheOthers(Element schema, List<Element> schemas) {
    Set<String> known = new HashSet<>();
    known.add(schema.getAttribute("targetNamespace"));
    for (Element child : VendorXml.elements(schema)) {
      known.add(child.getLocalName().equals("import") ? child.getAttribute("namespace") : "");
    }
    for (Element other : schemas) {
      String namespace = other.getAttribute("targetNamespace");
      if (known.add(namespace)) {
        Element added = schema.getOwnerDocument().createElementNS(XSD, "import");
        added.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", XSD);
        added.setAttribute("namespace", namespace);
        schema.insertBefore(added, schema.getFirstChild());
      }
    }
  }

  /** What imports them all. */
  Source all() {
    List<String> imports = new ArrayList<>();
    for (String namespace : byNamespace.keySet()) {
      imports.add("<xs:import namespace=\"%s\"/>".formatted(namespace));
    }
    return new StreamSource(
        new StringReader(
            "<xs:schema xmlns:xs=\"%s\">%s</xs:schema>".formatted(XSD, String.join("", imports))),
        file.toUri() + "?all");
  }

  @Override
  public @Nullable LSInput resolveResource(
      @Nullable String type,
      @Nullable String namespace,
      @Nullable String publicId,
      @Nullable String systemId,
      @Nullable String base) {
    String schema = byNamespace.get(namespace);
    return schema == null || systemId != null
        ? files.resolveResource(type, namespace, publicId, systemId, base)
        : new TextInput(schema, file.toUri() + "?" + namespace);
  }

  /** By itself, with the prefixes that the elements around it declare. */
  private static String text(Element schema) {
    for (Node around = schema.getParentNode(); around != null; around = around.getParentNode()) {
      NamedNodeMap attributes = around.getAttributes();
      for (int i = 0; attributes != null && i < attributes.getLength(); i++) {
        Attr attribute = (Attr) attributes.item(i);
        boolean declares = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
        if (declares && !schema.hasAttribute(attribute.getName())) {
          schema.setAttributeNS(
              attribute.getNamespaceURI(), attribute.getName(), attribute.getValue());
        }
      }
    }
    try {
      Transformer copy = SafeXml.transformers().newTransformer();
      copy.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      copy.transform(new DOMSource(schema), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new AssertionError("a tree can be written", e);
    }
  }
}
