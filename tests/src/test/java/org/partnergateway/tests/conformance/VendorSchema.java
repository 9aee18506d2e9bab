package org.partnergateway.tests.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** One XSD of a vendor with what it includes, or all types of one WSDL, compiled. */
final class VendorSchema {
  private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  private final Path file;
  private final Schema schema;
  private final Set<String> roots;

  private VendorSchema(
      Path file, List<Element> schemas, Source source, LSResourceResolver resolver) {
    this.file = file;
    this.roots = roots(schemas);
    try {
      this.schema = SafeXml.schemas(resolver).newSchema(source);
    } catch (SAXException e) {
      throw new AssertionError("%s can't be compiled: %s".formatted(file, e.getMessage()), e);
    }
  }

  static VendorSchema ofXsd(Path file) {
    Element schema = document(file).getDocumentElement();
    Source source = new DOMSource(schema, file.toUri().toString());
    return new VendorSchema(file, List.of(schema), source, beside(file));
  }

  static VendorSchema ofWsdl(Path file) {
    List<Element> schemas = new ArrayList<>();
    NodeList found = document(file).getElementsByTagNameNS(XSD, "schema");
    for (int i = 0; i < found.getLength(); i++) {
      schemas.add((Element) found.item(i));
    }
    if (schemas.isEmpty()) {
      throw new AssertionError(file + " has no types");
    }
    WsdlTypes types = new WsdlTypes(file, schemas, beside(file));
    return new VendorSchema(file, schemas, types.all(), types);
  }

  private static FilesOnly beside(Path file) {
    return new FilesOnly(Objects.requireNonNull(file.getParent()));
  }

  private static Document document(Path file) {
    try {
      return SafeXml.documents().parse(file.toFile());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static Set<String> roots(List<Element> schemas) {
    Set<String> roots = new HashSet<>();
    for (Element schema : schemas) {
      for (Element child : VendorXml.elements(schema)) {
        if (child.getLocalName().equals("element")) {
          roots.add(schema.getAttribute("targetNamespace") + " " + child.getAttribute("name"));
        }
      }
    }
    return roots;
  }

  /** Whether it has that element as one that may stand by itself. */
  boolean declares(Element element) {
    return roots.contains(
        Objects.requireNonNullElse(element.getNamespaceURI(), "") + " " + element.getLocalName());
  }

  /** What is wrong with an element that it declares. */
  List<String> check(Element element) {
    List<String> problems = new ArrayList<>();
    Validator validator = schema.newValidator();
    validator.setErrorHandler(new Collecting(problems));
    try {
      validator.validate(new DOMSource(element));
    } catch (SAXException e) {
      problems.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new AssertionError("memory can be read", e);
    }
    return problems;
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }

  private record Collecting(List<String> problems) implements ErrorHandler {
    @Override
    public void warning(SAXParseException problem) {
      problems.add(String.valueOf(problem.getMessage()));
    }

    @Override
    public void error(SAXParseException problem) {
      problems.add(String.valueOf(problem.getMessage()));
    }

    @Override
    public void fatalError(SAXParseException problem) throws SAXException {
      throw problem;
    }
  }
}
