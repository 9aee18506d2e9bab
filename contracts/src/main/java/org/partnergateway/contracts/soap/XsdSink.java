package org.partnergateway.contracts.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.contracts.xml.XmlName;
import org.partnergateway.contracts.xml.XmlSink;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Holds one element with all that is in it against its types, while it is told of it, so that each
 * violation is where the tree has what breaks it. For one use.
 */
final class XsdSink implements XmlSink, ErrorHandler {
  private static final String ENUMERATION = "cvc-enumeration-valid";

  /** What is said once more of a value that is not in the list. */
  private static final List<String> ECHOES = List.of("cvc-type.3.1.3", "cvc-attribute.3");

  /** Messages say where, not what it holds. */
  private static final Pattern VALUES = Pattern.compile("([Vv])alue '[^']*'");

  private final ValidatorHandler validator;
  private final boolean newValuesPass;
  private final List<Violation> violations = new ArrayList<>();
  private String pointer = "";
  private String lastPassed = "";

  /**
   * @param newValuesPass whether values that a list of values doesn't have pass
   */
  XsdSink(Schema schema, boolean newValuesPass) {
    this.newValuesPass = newValuesPass;
    validator = schema.newValidatorHandler();
    validator.setErrorHandler(this);
    tell(validator::startDocument);
  }

  List<Violation> violations() {
    return violations;
  }

  @Override
  public void start(XmlName name, List<Attribute> attributes, boolean nil, String at) {
    pointer = at;
    AttributesImpl all = new AttributesImpl();
    for (Attribute attribute : attributes) {
      XmlName own = attribute.name();
      all.addAttribute(own.namespace(), own.local(), own.local(), "CDATA", attribute.value());
    }
    if (nil) {
      all.addAttribute(
          XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil", "xsi:nil", "CDATA", "true");
    }
    tell(() -> validator.startElement(name.namespace(), name.local(), name.local(), all));
  }

  @Override
  public void text(String text) {
    tell(() -> validator.characters(text.toCharArray(), 0, text.length()));
  }

  @Override
  public void end(XmlName name, String at) {
    pointer = at;
    tell(() -> validator.endElement(name.namespace(), name.local(), name.local()));
  }

  @Override
  public void error(SAXParseException e) {
    String message = String.valueOf(e.getMessage());
    int colon = message.indexOf(": ");
    String keyword = colon < 0 ? "type" : message.substring(0, colon);
    if (newValuesPass && keyword.equals(ENUMERATION)) {
      lastPassed = pointer;
    } else if (newValuesPass && ECHOES.contains(keyword) && lastPassed.equals(pointer)) {
      lastPassed = "";
    } else if (violations.size() < MessageSchema.MAX_VIOLATIONS) {
      String text =
          VALUES.matcher(message.substring(colon < 0 ? 0 : colon + 2)).replaceAll("$1alue");
      violations.add(new Violation(pointer, keyword, "breaks its type: " + text));
    }
  }

  @Override
  public void fatalError(SAXParseException e) {
    error(e);
  }

  @Override
  public void warning(SAXParseException e) {
    // Nothing that a message could do anything about.
  }

  private interface Event {
    void tell() throws SAXException;
  }

  private static void tell(Event event) {
    try {
      event.tell();
    } catch (SAXException e) {
      throw new IllegalStateException("the validator tells its handler and goes on", e);
    }
  }
}
