package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.Violation;

/**
 * Writes a transaction's tree in the order of its shape; what the shape doesn't have is refused.
 */
final class BodyWriter {
  private final EdiDelimiters delimiters;
  private final CharsetEncoder charset;
  private final SegmentText text;
  private final List<String> pointers = new ArrayList<>();
  private final List<Violation> violations;

  /**
   * @param violations what is wrong is added
   */
  BodyWriter(EdiDelimiters delimiters, CharsetEncoder charset, List<Violation> violations) {
    this.delimiters = delimiters;
    this.charset = charset;
    this.text = new SegmentText(delimiters);
    this.violations = violations;
  }

  TransactionBody write(EdiShape.Loop shape, JsonNode tree) {
    level(shape, tree, "");
    return new TransactionBody(text.toString(), List.copyOf(pointers));
  }

  private void level(EdiShape.Loop shape, JsonNode node, String pointer) {
    if (!node.isObject()) {
      add(pointer, "type", "must be an object");
      return;
    }
    unknown(node, shape.children().keySet(), pointer);
    for (EdiShape child : shape.children().values()) {
      JsonNode value = node.get(child.name());
      if (value != null && !value.isNull()) {
        each(child, value, JsonPointers.append(pointer, child.name()));
      }
    }
  }

  private void each(EdiShape child, JsonNode value, String pointer) {
    if (child.many() != value.isArray()) {
      add(pointer, "type", child.many() ? "must be an array" : "must not be an array");
    } else if (child.many()) {
      for (int i = 0; i < value.size(); i++) {
        one(child, value.get(i), JsonPointers.append(pointer, i));
      }
    } else {
      one(child, value, pointer);
    }
  }

  private void one(EdiShape child, JsonNode value, String pointer) {
    if (child instanceof EdiShape.Loop loop) {
      level(loop, value, pointer);
    } else if (child instanceof EdiShape.Segment segment) {
      segment(segment, value, pointer);
    }
  }

  private void segment(EdiShape.Segment shape, JsonNode node, String pointer) {
    Set<String> names = new TreeSet<>();
    shape.elements().forEach(element -> names.add(element.name()));
    if (!node.isObject()) {
      add(pointer, "type", "must be an object");
      return;
    }
    unknown(node, names, pointer);
    List<String> elements = new ArrayList<>();
    for (EdiShape.Element element : shape.elements()) {
      JsonNode value = node.get(element.name());
      String at = JsonPointers.append(pointer, element.name());
      elements.add(value == null || value.isNull() ? "" : element(element, value, at));
    }
    text.segment(shape.name(), elements);
    pointers.add(pointer);
  }

  private String element(EdiShape.Element shape, JsonNode value, String pointer) {
    if (!shape.many()) {
      return once(shape, value, pointer);
    }
    if (!value.isArray()) {
      add(pointer, "type", "must be an array");
      return "";
    }
    List<String> repetitions = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      repetitions.add(once(shape, value.get(i), JsonPointers.append(pointer, i)));
    }
    return SegmentText.join(repetitions, delimiters.repetition());
  }

  private String once(EdiShape.Element shape, JsonNode value, String pointer) {
    if (shape.components().isEmpty()) {
      return value(value, pointer);
    }
    if (!value.isObject()) {
      add(pointer, "type", "must be an object");
      return "";
    }
    unknown(value, Set.copyOf(shape.components()), pointer);
    List<String> components = new ArrayList<>();
    for (String name : shape.components()) {
      JsonNode component = value.get(name);
      components.add(
          component == null || component.isNull()
              ? ""
              : value(component, JsonPointers.append(pointer, name)));
    }
    return SegmentText.join(components, delimiters.component());
  }

  private String value(JsonNode value, String pointer) {
    if (!value.isTextual() && !value.isNumber()) {
      add(pointer, "type", "must be text or a number");
      return "";
    }
    String written =
        value.isNumber() ? value.decimalValue().toPlainString() : value.asText().strip();
    for (int i = 0; i < written.length(); i++) {
      character(written.charAt(i), pointer);
    }
    if (!charset.canEncode(written)) {
      add(
          pointer,
          "charset",
          "has characters that the partner's character set %s doesn't have: %s"
              .formatted(charset.charset(), written));
    }
    return text.escaped(written);
  }

  private void character(char c, String pointer) {
    if (Character.isISOControl(c)) {
      add(pointer, "charset", "has a control character");
    } else if (delimiters.release() == ' ' && delimiters.has(c)) {
      add(pointer, "charset", "has %s, which tells parts of the interchange apart".formatted(c));
    }
  }

  private void unknown(JsonNode node, Set<String> known, String pointer) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                add(
                    JsonPointers.append(pointer, name),
                    "unknown",
                    "is unknown to the contract" + Spelling.suggest(name, known));
              }
            });
  }

  private void add(String pointer, String keyword, String message) {
    violations.add(new Violation(pointer, keyword, message));
  }
}
