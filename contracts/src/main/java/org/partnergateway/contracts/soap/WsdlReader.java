package org.partnergateway.contracts.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.wsdl.Definition;
import javax.wsdl.WSDLException;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.validation.Schema;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapVersion;
import org.apache.cxf.binding.soap.model.SoapBindingInfo;
import org.apache.cxf.binding.soap.model.SoapHeaderInfo;
import org.apache.cxf.binding.soap.model.SoapOperationInfo;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.BindingFaultInfo;
import org.apache.cxf.service.model.BindingMessageInfo;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl.WSDLManager;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.xml.XmlElement;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads the operations of a WSDL 1.1: document style, literal use, its XSD types inline, one SOAP
 * port. Nothing that it names elsewhere is fetched.
 */
public final class WsdlReader {
  /** How CXF tells a name, and the validator something that it can't find. */
  private static final Pattern NAME = Pattern.compile("\\{[^}]*}(\\w+)");

  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  private final DefinitionFile file;
  private final Problems problems = new Problems();

  private WsdlReader(DefinitionFile file) {
    this.file = file;
  }

  /**
   * The operations by name, in the file's order.
   *
   * @throws DefinitionException with what is wrong with the file
   */
  public static Map<String, SoapOperation> read(DefinitionFile file) {
    WsdlReader reader = new WsdlReader(file);
    Map<String, SoapOperation> operations = reader.read();
    reader.problems.throwIfAny();
    return operations;
  }

  private Map<String, SoapOperation> read() {
    Element root = parse();
    refuseOutside(root);
    problems.throwIfAny();
    ServiceInfo service = service(root);
    EndpointInfo port =
        service.getEndpoints().stream()
            .filter(one -> one.getBinding() instanceof SoapBindingInfo && one.getAddress() != null)
            .findFirst()
            .orElseThrow(() -> failure("has no port with a SOAP binding and an address"));
    XsdShapes shapes = new XsdShapes(service.getXmlSchemaCollection(), message -> add(message, ""));
    Schema schema = schema(service);
    Map<String, SoapOperation> operations = new LinkedHashMap<>();
    for (BindingOperationInfo operation : port.getBinding().getOperations()) {
      SoapOperation read = operation(operation, port, shapes, schema);
      if (read != null) {
        operations.put(read.name(), read);
      }
    }
    return operations;
  }

  private Element parse() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document = builder.parse(new ByteArrayInputStream(file.content()));
      return document.getDocumentElement();
    } catch (SAXParseException e) {
      throw new DefinitionException(
          new Problem(
              file.path(),
              e.getLineNumber(),
              e.getColumnNumber(),
              "is no WSDL: " + e.getMessage()));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw failure("is no WSDL: " + e.getMessage());
    }
  }

  private void refuseOutside(Element root) {
    NodeList all = root.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String attribute : List.of("schemaLocation", "location")) {
        boolean address = element.getLocalName().equals("address");
        if (!address && element.hasAttribute(attribute)) {
          add(
              "names another file, \"%s\"; write its content into this one"
                  .formatted(element.getAttribute(attribute)),
              '"' + element.getAttribute(attribute) + '"');
        }
      }
    }
  }

  private ServiceInfo service(Element root) {
    try {
      Definition definition = CxfBus.get().getExtension(WSDLManager.class).getDefinition(root);
      Service service = new WSDLServiceFactory(CxfBus.get(), definition).create();
      if (service.getServiceInfos().size() != 1) {
        throw failure("must have one service");
      }
      return service.getServiceInfos().getFirst();
    } catch (WSDLException e) {
      throw failure("can't be read: " + e.getMessage());
    } catch (DefinitionException e) {
      throw e;
    } catch (RuntimeException e) {
      String message = innermost(e);
      add("can't be read: " + message, found(NAME, message, ":%s\""));
      problems.throwIfAny();
      throw new IllegalStateException("a problem was added", e);
    }
  }

  private static String found(Pattern pattern, String message, String form) {
    Matcher matcher = pattern.matcher(message);
    return matcher.find() ? form.formatted(matcher.group(1)) : "";
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  private Schema schema(ServiceInfo service) {
    try {
      return XsdTypes.compile(service.getXmlSchemaCollection());
    } catch (SAXException e) {
      String message = String.valueOf(e.getMessage());
      add("has types that are no valid schema: " + message, found(QUOTED, message, "\"%s\""));
      problems.throwIfAny();
      throw new IllegalStateException("a problem was added");
    }
  }

  private @Nullable SoapOperation operation(
      BindingOperationInfo operation, EndpointInfo port, XsdShapes shapes, Schema schema) {
    String name = operation.getName().getLocalPart();
    SoapBindingInfo binding = (SoapBindingInfo) port.getBinding();
    SoapOperationInfo soap = operation.getExtensor(SoapOperationInfo.class);
    if (!"document".equals(binding.getStyle(operation.getOperationInfo()))) {
      add("the operation \"%s\" must be of the style document".formatted(name), place(name));
      return null;
    }
    XmlElement request = payload(operation.getInput(), name, shapes);
    XmlElement answer = payload(operation.getOutput(), name, shapes);
    if (request == null || answer == null) {
      return null;
    }
    SoapVersion version = binding.getSoapVersion();
    SoapParts sent =
        new SoapParts(version, headers(operation.getInput(), shapes), request, Map.of());
    SoapParts received =
        new SoapParts(
            version, headers(operation.getOutput(), shapes), answer, faults(operation, shapes));
    return new SoapOperation(
        name,
        URI.create(port.getAddress()).getRawPath(),
        soap == null || soap.getAction() == null ? "" : soap.getAction(),
        version instanceof Soap12 ? "application/soap+xml" : "text/xml",
        new SoapBody(sent),
        new SoapBody(received),
        new SoapCheck(sent, schema, true),
        new SoapCheck(received, schema, false));
  }

  private @Nullable XmlElement payload(
      @Nullable BindingMessageInfo message, String operation, XsdShapes shapes) {
    List<MessagePartInfo> parts = message == null ? List.of() : message.getMessageParts();
    if (parts.size() != 1 || !parts.getFirst().isElement()) {
      add(
          "the operation \"%s\" must have one element in its body each way".formatted(operation),
          place(operation));
      return null;
    }
    return element(parts.getFirst().getElementQName(), shapes);
  }

  private @Nullable XmlElement element(QName name, XsdShapes shapes) {
    XmlElement element = shapes.element(name);
    if (element == null) {
      add(
          "has no element %s among its types".formatted(name),
          ":%s\"".formatted(name.getLocalPart()));
    }
    return element;
  }

  private Map<String, XmlElement> headers(BindingMessageInfo message, XsdShapes shapes) {
    Map<String, XmlElement> headers = new LinkedHashMap<>();
    List<SoapHeaderInfo> declared = message.getExtensors(SoapHeaderInfo.class);
    for (SoapHeaderInfo header : declared == null ? List.<SoapHeaderInfo>of() : declared) {
      XmlElement element = element(header.getPart().getElementQName(), shapes);
      if (element != null) {
        headers.put(element.name().local(), element);
      }
    }
    return headers;
  }

  private Map<String, XmlElement> faults(BindingOperationInfo operation, XsdShapes shapes) {
    Map<String, XmlElement> faults = new LinkedHashMap<>();
    for (BindingFaultInfo fault : operation.getFaults()) {
      for (MessagePartInfo part : fault.getFaultInfo().getMessageParts()) {
        XmlElement element = element(part.getElementQName(), shapes);
        if (element != null) {
          faults.put(element.name().local(), element);
        }
      }
    }
    return faults;
  }

  private static String place(String operation) {
    return "operation name=\"%s\"".formatted(operation);
  }

  /** A problem where the text first stands; of the whole file when it is empty or nowhere. */
  private void add(String message, String text) {
    int index = text.isEmpty() ? -1 : file.text().indexOf(text);
    if (index < 0) {
      problems.add(Problem.ofFile(file.path(), message));
      return;
    }
    String before = file.text().substring(0, index);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    problems.add(new Problem(file.path(), line, index - before.lastIndexOf('\n'), message));
  }

  private DefinitionException failure(String message) {
    return new DefinitionException(Problem.ofFile(file.path(), message));
  }
}
