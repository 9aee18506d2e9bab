package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.schema.SchemaLibrary;

/**
 * Collects the parameters of one operation; its own replace those of the path that have the same
 * name and place.
 */
final class ParameterReader {

  private static final Set<String> PLAIN_STYLES = Set.of("form", "simple");

  private final SchemaLibrary library;
  private final YamlTree document;
  private final Problems problems;
  private final Map<String, HttpParameter> parameters = new LinkedHashMap<>();

  ParameterReader(SchemaLibrary library, YamlTree document, Problems problems) {
    this.library = library;
    this.document = document;
    this.problems = problems;
  }

  List<HttpParameter> list() {
    return new ArrayList<>(parameters.values());
  }

  /**
   * The names in a path must be its path parameters, no more and no fewer, each required.
   *
   * @param operation where the operation is written
   */
  void checkPath(String template, String operation) {
    List<String> inPath = new PathTemplate(template).names();
    List<String> declared = new ArrayList<>();
    for (HttpParameter parameter : parameters.values()) {
      if (parameter.place() == HttpParameter.Place.PATH) {
        declared.add(parameter.name());
        if (!parameter.required() || !inPath.contains(parameter.name())) {
          String message =
              "path parameter \""
                  + parameter.name()
                  + "\" must be in the path "
                  + template
                  + " and be required";
          problems.add(document.problem(operation, message));
        }
      }
    }
    for (String name : inPath) {
      if (!declared.contains(name)) {
        problems.add(
            document.problem(
                operation,
                "the path has {" + name + "}, but there is no path parameter of that name"));
      }
    }
  }

  /**
   * @param pointer where the parameter is written
   * @param use where it is used, which is elsewhere for a shared one
   */
  void add(Parameter parameter, String pointer, String use) {
    String name = parameter.getName();
    HttpParameter.Place place = place(parameter.getIn());
    if (name == null || place == null) {
      if (!"cookie".equals(parameter.getIn())) {
        problems.add(
            document.problem(use, "a parameter needs a name, and `in`: path, query or header"));
      }
      return;
    }
    String style = parameter.getStyle() == null ? "form" : parameter.getStyle().toString();
    if (document.find(pointer + "/schema").isEmpty() || !PLAIN_STYLES.contains(style)) {
      problems.add(
          document.problem(pointer, "a parameter needs a `schema`, and a style of form or simple"));
      return;
    }
    boolean required = Boolean.TRUE.equals(parameter.getRequired());
    boolean commas =
        place != HttpParameter.Place.QUERY || Boolean.FALSE.equals(parameter.getExplode());
    library
        .schema(document.path(), pointer + "/schema", problems)
        .ifPresent(
            schema -> {
              ParameterType type = type(pointer + "/schema", commas);
              parameters.put(
                  place + " " + name, new HttpParameter(name, place, required, type, schema));
            });
  }

  private static HttpParameter.@Nullable Place place(@Nullable String in) {
    for (HttpParameter.Place place : HttpParameter.Place.values()) {
      if (place.word().equals(in)) {
        return place;
      }
    }
    return null;
  }

  private ParameterType type(String pointer, boolean commas) {
    Reference schema = follow(new Reference(document.path(), pointer));
    String type = typeOf(schema);
    if (!type.equals("array")) {
      return new ParameterType(scalar(type, pointer), false, commas);
    }
    String items = typeOf(follow(new Reference(schema.path(), schema.pointer() + "/items")));
    return new ParameterType(scalar(items, pointer), true, commas);
  }

  private ParameterType.Scalar scalar(String type, String pointer) {
    switch (type) {
      case "integer", "number":
        return ParameterType.Scalar.NUMBER;
      case "boolean":
        return ParameterType.Scalar.BOOLEAN;
      case "object", "array":
        problems.add(
            document.problem(
                pointer,
                "a parameter must be a string, a number, a boolean, or an array of these"));
        return ParameterType.Scalar.STRING;
      default:
        return ParameterType.Scalar.STRING;
    }
  }

  private String typeOf(Reference schema) {
    JsonNode type = node(schema).path("type");
    return type.isArray() ? type.path(0).asText("string") : type.asText("string");
  }

  /** The schemas were compiled before, so every $ref leads somewhere and none goes in a circle. */
  private Reference follow(Reference schema) {
    Reference next = schema;
    for (JsonNode ref = node(next).path("$ref"); ref.isTextual(); ref = node(next).path("$ref")) {
      next = Reference.resolve(next.path(), ref.textValue());
    }
    return next;
  }

  private JsonNode node(Reference schema) {
    return library.documents().get(schema.path()).root().at(schema.pointer());
  }
}
