package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.xml.XmlMember.Place;

/** Goes through a tree in the order that its contract wants in XML. */
public final class XmlTreeWalk {
  /** What becomes of members that the contract doesn't have. */
  public enum Others {
    /** The tree is refused. */
    REFUSED,
    /** They are left out. */
    LEFT_OUT,
    /**
     * They follow those that it has, named as {@link XmlTreeReader} names them, and what has
     * another shape than the contract's is written in its own.
     */
    KEPT
  }

  private final XmlSink sink;
  private final Others others;

  /** Tells that sink. */
  public XmlTreeWalk(XmlSink sink, Others others) {
    this.sink = sink;
    this.others = others;
  }

  /**
   * An element with all that is in it.
   *
   * @throws XmlShapeException when the tree has no place in it
   */
  public void walk(XmlElement element, JsonNode node, String pointer) {
    if (others == Others.KEPT && isOtherShape(element, node)) {
      walkAnything(element.name(), node, pointer);
    } else if (node.isNull()) {
      if (!element.nillable() && others != Others.KEPT) {
        throw new XmlShapeException(pointer, "is null, which the contract doesn't allow");
      }
      sink.start(element.name(), List.of(), true, pointer);
    } else if (element.content() instanceof XmlScalar) {
      sink.start(element.name(), List.of(), false, pointer);
      sink.text(text(node, pointer));
    } else if (element.content() instanceof XmlFields fields) {
      walkFields(element, fields, node, pointer);
    } else {
      walkAnything(element.name(), node, pointer);
    }
    sink.end(element.name(), pointer);
  }

  private static boolean isOtherShape(XmlElement element, JsonNode node) {
    return !node.isNull()
        && (element.content() instanceof XmlScalar
            ? node.isContainerNode()
            : element.content() instanceof XmlFields && !node.isObject());
  }

  private void walkFields(XmlElement element, XmlFields fields, JsonNode node, String pointer) {
    if (!node.isObject()) {
      throw new XmlShapeException(pointer, "is " + kind(node) + ", and must be an object");
    }
    List<XmlSink.Attribute> attributes = new ArrayList<>();
    for (XmlMember member : fields.members()) {
      JsonNode value = node.get(member.property());
      if (member.place() == Place.ATTRIBUTE && value != null) {
        String at = JsonPointers.append(pointer, member.property());
        attributes.add(new XmlSink.Attribute(member.name(), text(value, at)));
      }
    }
    if (others == Others.KEPT) {
      otherAttributes(fields, node, pointer, attributes);
    }
    sink.start(element.name(), attributes, false, pointer);
    for (XmlMember member : fields.members()) {
      JsonNode value = node.get(member.property());
      String at = JsonPointers.append(pointer, member.property());
      if (value != null && member.place() != Place.ATTRIBUTE) {
        walkMember(member, value, at);
      } else if (value == null && member.absentIsNil()) {
        sink.start(member.name(), List.of(), true, at);
        sink.end(member.name(), at);
      }
    }
    if (others == Others.REFUSED) {
      refuseOthers(fields, node, pointer);
    } else if (others == Others.KEPT) {
      walkOthers(element.name(), fields, node, pointer);
    }
  }

  private static void refuseOthers(XmlFields fields, JsonNode node, String pointer) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!fields.has(entry.getKey())) {
        List<String> known = fields.members().stream().map(XmlMember::property).toList();
        throw new XmlShapeException(
            JsonPointers.append(pointer, entry.getKey()),
            "is unknown to the contract" + Spelling.suggest(entry.getKey(), known));
      }
    }
  }

  private void walkMember(XmlMember member, JsonNode value, String pointer) {
    if (member.place() == Place.TEXT) {
      sink.text(text(value, pointer));
    } else if (others == Others.KEPT && member.list() != value.isArray()) {
      walkOther(member.item(), value, pointer);
    } else if (!member.list()) {
      walk(member.item(), value, pointer);
    } else if (!value.isArray()) {
      throw new XmlShapeException(pointer, "is " + kind(value) + ", and must be an array");
    } else {
      XmlName wrapper = member.wrapper();
      if (wrapper != null) {
        sink.start(wrapper, List.of(), false, pointer);
      }
      for (int i = 0; i < value.size(); i++) {
        walk(member.item(), value.get(i), JsonPointers.append(pointer, i));
      }
      if (wrapper != null) {
        sink.end(wrapper, pointer);
      }
    }
  }

  private void walkAnything(XmlName name, JsonNode node, String pointer) {
    XmlFields none = new XmlFields();
    List<XmlSink.Attribute> attributes = new ArrayList<>();
    otherAttributes(none, node, pointer, attributes);
    sink.start(name, attributes, false, pointer);
    if (node.isObject()) {
      walkOthers(name, none, node, pointer);
    } else {
      sink.text(text(node, pointer));
    }
  }

  private static void otherAttributes(
      XmlFields fields, JsonNode node, String pointer, List<XmlSink.Attribute> attributes) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().startsWith("@") && !fields.has(entry.getKey())) {
        String at = JsonPointers.append(pointer, entry.getKey());
        attributes.add(
            new XmlSink.Attribute(
                XmlName.of("", checkedName(entry.getKey().substring(1), at)),
                text(entry.getValue(), at)));
      }
    }
  }

  private void walkOthers(XmlName around, XmlFields fields, JsonNode node, String pointer) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String at = JsonPointers.append(pointer, entry.getKey());
      if (fields.has(entry.getKey()) || entry.getKey().startsWith("@")) {
        continue;
      }
      if (entry.getKey().equals("#text")) {
        sink.text(text(entry.getValue(), at));
      } else {
        walkOther(
            new XmlElement(name(entry.getKey(), around, at), XmlAnything.ANYTHING, true),
            entry.getValue(),
            at);
      }
    }
  }

  private void walkOther(XmlElement element, JsonNode value, String pointer) {
    if (!value.isArray()) {
      walk(element, value, pointer);
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      walk(element, value.get(i), JsonPointers.append(pointer, i));
    }
  }

  private static XmlName name(String property, XmlName around, String pointer) {
    int end = property.startsWith("{") ? property.indexOf('}') : -1;
    return end < 0
        ? new XmlName(around.namespace(), checkedName(property, pointer), around.prefix())
        : XmlName.of(property.substring(1, end), checkedName(property.substring(end + 1), pointer));
  }

  private static String checkedName(String name, String pointer) {
    if (!XmlText.isName(name)) {
      throw new XmlShapeException(pointer, "has a name that XML can't have");
    }
    return name;
  }

  private static String text(JsonNode node, String pointer) {
    if (node.isContainerNode() || node.isNull()) {
      throw new XmlShapeException(pointer, "is " + kind(node) + ", and must be a single value");
    }
    String text =
        node.isNumber() && !node.isIntegralNumber()
            ? node.decimalValue().toPlainString()
            : node.asText();
    int bad = XmlText.firstUnfit(text);
    if (bad >= 0) {
      throw new XmlShapeException(
          pointer,
          "has the character U+%04X, which XML can't hold".formatted(text.codePointAt(bad)));
    }
    return text;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> "a single value";
    };
  }
}
