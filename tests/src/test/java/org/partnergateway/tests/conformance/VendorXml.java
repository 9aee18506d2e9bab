package org.partnergateway.tests.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a vendor publishes for XML: {@code DIR/<partner>/*.xsd}, each with what it includes, and the
 * types of {@code *.wsdl}. Of a SOAP envelope each header and each part of the body is held against
 * them, any other document as a whole.
 */
public final class VendorXml {
  private static final Set<String> ENVELOPES =
      Set.of(
          "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");

  private final List<VendorSchema> schemas;

  private VendorXml(List<VendorSchema> schemas) {
    this.schemas = List.copyOf(schemas);
  }

  /**
   * All of one partner.
   *
   * @throws AssertionError when a file can't be compiled, for then it would refuse nothing
   */
  public static VendorXml read(Path directory) {
    List<VendorSchema> schemas = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".xsd")) {
          schemas.add(VendorSchema.ofXsd(file));
        } else if (file.toString().endsWith(".wsdl")) {
          schemas.add(VendorSchema.ofWsdl(file));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(directory + " can be read", e);
    }
    return new VendorXml(schemas);
  }

  /** Whether the vendor publishes any. */
  public boolean isThere() {
    return !schemas.isEmpty();
  }

  /** What is wrong with a document as it travels; a root that no schema declares is. */
  public List<String> check(byte[] bytes) {
    Document document;
    try {
      document = SafeXml.documents().parse(new ByteArrayInputStream(bytes));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return List.of("/body can't be read: " + e.getMessage());
    }
    List<String> problems = new ArrayList<>();
    for (Element element : parts(document.getDocumentElement())) {
      Optional<VendorSchema> schema =
          schemas.stream().filter(one -> one.declares(element)).findFirst();
      if (schema.isPresent()) {
        schema.get().check(element).forEach(problem -> problems.add("/body " + problem));
      } else {
        problems.add(
            "/body the vendor has no element {%s}%s"
                .formatted(element.getNamespaceURI(), element.getLocalName()));
      }
    }
    return problems;
  }

  private static List<Element> parts(Element root) {
    if (!ENVELOPES.contains(String.valueOf(root.getNamespaceURI()))) {
      return List.of(root);
    }
    return elements(root).stream().flatMap(side -> elements(side).stream()).toList();
  }

  static List<Element> elements(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
