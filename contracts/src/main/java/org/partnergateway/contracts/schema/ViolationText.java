package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Spelling;

/** Says what is wrong and what is expected, in words that read on from the pointer. */
final class ViolationText {

  private static final int MAX_NAMES = 20;

  private final LinkedSchemas linked;

  ViolationText(LinkedSchemas linked) {
    this.linked = linked;
  }

  String of(Error error) {
    JsonNode expected = error.getSchemaNode();
    String was = ", but was " + Described.value(error.getInstanceNode());
    switch (error.getKeyword()) {
      case "type":
        return "must be " + Described.types(expected) + was;
      case "required":
        return "must have the property \"" + error.getProperty() + "\"";
      case "dependentRequired":
        return "must have the property \""
            + error.getArguments()[0]
            + "\", since it has \""
            + error.getArguments()[1]
            + "\"";
      case "additionalProperties", "unevaluatedProperties":
        return unknownProperty(error);
      case "additionalItems", "items", "prefixItems", "unevaluatedItems":
        return "has more items than are known here";
      case "enum":
        return "must be one of "
            + names(texts(expected))
            + was
            + suggestion(error.getInstanceNode(), texts(expected));
      case "const":
        return "must be " + Described.value(expected) + was;
      case "pattern":
        return "must match the pattern " + expected.asText() + was;
      case "format":
        return "must be " + Described.format(expected.asText()) + was;
      case "minLength", "maxLength":
        return length(error, "character");
      case "minItems", "maxItems":
        return length(error, "item");
      case "minProperties", "maxProperties":
        return length(error, "property");
      case "minimum":
        return "must be at least " + expected.asText() + was;
      case "maximum":
        return "must be at most " + expected.asText() + was;
      case "exclusiveMinimum":
        return "must be more than " + expected.asText() + was;
      case "exclusiveMaximum":
        return "must be less than " + expected.asText() + was;
      case "multipleOf":
        return "must be a multiple of " + expected.asText() + was;
      case "uniqueItems":
        return "must not have the same item twice";
      default:
        return error.getMessage();
    }
  }

  /** Of alternatives of which none has the value's type. */
  String noneOfTypes(List<Error> errors) {
    Set<String> types = new LinkedHashSet<>();
    for (Error error : errors) {
      if (error.getKeyword().equals("type")) {
        types.add(Described.types(error.getSchemaNode()));
      }
    }
    return "must be "
        + String.join(" or ", types)
        + ", but was "
        + Described.value(errors.get(0).getInstanceNode());
  }

  private String unknownProperty(Error error) {
    Set<String> known = linked.knownProperties(error.getSchemaLocation());
    String property = error.getProperty();
    if (property == null || known.isEmpty()) {
      return "is not a known property";
    }
    return "is not a known property"
        + Spelling.nearest(property, known)
            .map(near -> "; did you mean \"" + near + "\"? Known: ")
            .orElse("; known: ")
        + names(known);
  }

  private static String length(Error error, String unit) {
    JsonNode value = error.getInstanceNode();
    int limit = error.getSchemaNode().asInt();
    int length =
        value.isTextual()
            ? value.textValue().codePointCount(0, value.textValue().length())
            : value.size();
    String bound = error.getKeyword().startsWith("min") ? "at least " : "at most ";
    String units = limit == 1 ? unit : unit.equals("property") ? "properties" : unit + "s";
    return "must have " + bound + limit + " " + units + ", but has " + length;
  }

  private static String suggestion(@Nullable JsonNode value, List<String> known) {
    return value != null && value.isTextual() ? Spelling.suggest(value.textValue(), known) : "";
  }

  private static List<String> texts(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String names(Iterable<String> names) {
    List<String> all = new ArrayList<>();
    names.forEach(all::add);
    String shown = all.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return all.size() > MAX_NAMES ? shown + " and " + (all.size() - MAX_NAMES) + " more" : shown;
  }
}
