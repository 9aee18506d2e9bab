package org.partnergateway.contracts.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.validation.Schema;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.BodyCheck;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.contracts.xml.XmlElement;
import org.partnergateway.contracts.xml.XmlShapeException;
import org.partnergateway.contracts.xml.XmlTreeWalk;
import org.partnergateway.contracts.xml.XmlTreeWalk.Others;

/**
 * Holds an envelope's tree against the XSD types. Of what we send, all must be known; of what a
 * partner answers, what it added passes: elements, attributes, header blocks, values of a list of
 * values. The order in which a partner writes is not looked at.
 */
final class SoapCheck implements BodyCheck {
  private final SoapParts parts;
  private final Schema schema;
  private final boolean strict;

  SoapCheck(SoapParts parts, Schema schema, boolean strict) {
    this.parts = parts;
    this.schema = schema;
    this.strict = strict;
  }

  @Override
  public List<Violation> check(JsonNode tree) {
    List<Violation> violations = new ArrayList<>();
    checkMembers(tree, violations);
    checkHeaders(tree.path(SoapParts.HEADER), violations);
    JsonNode body = tree.path(SoapParts.BODY);
    String name = parts.payload().name().local();
    String pointer = "/" + SoapParts.BODY;
    if (!strict && body.has(SoapParts.FAULT)) {
      checkFault(body.path(SoapParts.FAULT), violations);
    } else if (body.has(name)) {
      checkElement(parts.payload(), body.get(name), pointer + "/" + name, violations);
    } else {
      String orFault = strict ? "" : " or a Fault";
      violations.add(new Violation(pointer, "required", "must have " + name + orFault));
    }
    if (strict) {
      refuseOthers(body, List.of(name), pointer, violations);
    }
    return violations;
  }

  private void checkMembers(JsonNode tree, List<Violation> violations) {
    if (strict) {
      refuseOthers(tree, List.of(SoapParts.HEADER, SoapParts.BODY), "", violations);
    }
  }

  private void checkHeaders(JsonNode headers, List<Violation> violations) {
    String pointer = "/" + SoapParts.HEADER;
    for (Map.Entry<String, XmlElement> header : parts.headers().entrySet()) {
      JsonNode block = headers.get(header.getKey());
      if (block != null) {
        String at = JsonPointers.append(pointer, header.getKey());
        checkElement(header.getValue(), block, at, violations);
      } else if (strict) {
        violations.add(new Violation(pointer, "required", "must have " + header.getKey()));
      }
    }
    if (strict) {
      refuseOthers(headers, List.copyOf(parts.headers().keySet()), pointer, violations);
    }
  }

  private void checkFault(JsonNode fault, List<Violation> violations) {
    String pointer = "/" + SoapParts.BODY + "/" + SoapParts.FAULT;
    if (!fault.path("faultcode").isTextual()) {
      violations.add(new Violation(pointer, "required", "must have faultcode"));
    }
    JsonNode detail = fault.path(SoapParts.DETAIL);
    parts
        .faults()
        .forEach(
            (name, element) -> {
              JsonNode known = detail.get(name);
              if (known != null) {
                String at = pointer + "/" + SoapParts.DETAIL + "/" + name;
                checkElement(element, known, at, violations);
              }
            });
  }

  private void checkElement(
      XmlElement element, JsonNode node, String pointer, List<Violation> violations) {
    XsdSink sink = new XsdSink(schema, !strict);
    try {
      new XmlTreeWalk(sink, strict ? Others.REFUSED : Others.LEFT_OUT).walk(element, node, pointer);
      violations.addAll(sink.violations());
    } catch (XmlShapeException e) {
      violations.add(new Violation(e.pointer(), "type", e.problem()));
    }
  }

  private static void refuseOthers(
      JsonNode node, List<String> known, String pointer, List<Violation> violations) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                violations.add(
                    new Violation(
                        JsonPointers.append(pointer, name),
                        "unknown",
                        "is unknown to the contract" + Spelling.suggest(name, known)));
              }
            });
  }
}
