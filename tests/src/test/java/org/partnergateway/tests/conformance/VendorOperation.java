package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.JsonPointers;

/** One operation as its vendor publishes it, and what it says of a request or an answer. */
final class VendorOperation {
  private final VendorDocument document;
  private final String method;
  private final String template;
  private final String pointer;

  /**
   * @param template the path in the document, which begins where the vendor's server address ends
   * @param pointer where the operation stands
   */
  VendorOperation(VendorDocument document, String method, String template, String pointer) {
    this.document = document;
    this.method = method;
    this.template = template;
    this.pointer = pointer;
  }

  String method() {
    return method;
  }

  @Override
  public String toString() {
    return document.file().getFileName() + " " + method + " " + template;
  }

  /** Path parameters by name when the path ends as the template does, else null. */
  @Nullable Map<String, String> match(String path) {
    String[] wanted = segments(template);
    String[] there = segments(path);
    if (there.length < wanted.length) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i <= wanted.length; i++) {
      String name = wanted[wanted.length - i];
      String value = there[there.length - i];
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), value);
      } else if (!name.equals(value)) {
        return null;
      }
    }
    return values;
  }

  /** How much of the template is text; of several that match, the one with the most is meant. */
  int literals() {
    int count = 0;
    for (String segment : segments(template)) {
      count += segment.startsWith("{") ? 0 : 1;
    }
    return count;
  }

  private static String[] segments(String path) {
    return path.replaceAll("^/+|/+$", "").split("/+");
  }

  /** What is wrong with a request to this path; each begins with where. */
  List<String> checkRequest(String path, RequestParts request) {
    List<String> problems = new ArrayList<>();
    Map<String, String> pathValues = match(path);
    for (String place : parameters()) {
      checkParameter(place, pathValues == null ? Map.of() : pathValues, request, problems);
    }
    String schema = requestSchema();
    JsonNode body = request.body();
    if (schema != null && body != null) {
      document.check(schema, body).forEach(problem -> problems.add("/body" + problem));
    } else if (schema != null && bodyRequired()) {
      problems.add("/body required: the vendor wants a body");
    } else if (schema == null && body != null && !body.isEmpty()) {
      problems.add("/body body: the vendor wants none");
    }
    return problems;
  }

  /** What is wrong with an answer; an answer of a status that the vendor doesn't name is. */
  List<String> checkAnswer(int status, @Nullable JsonNode body) {
    String responses = pointer + "/responses";
    String place = JsonPointers.append(responses, String.valueOf(status));
    if (document.at(place).isMissingNode()) {
      place = JsonPointers.append(responses, String.valueOf(status).charAt(0) + "XX");
    }
    if (document.at(place).isMissingNode()) {
      place = responses + "/default";
    }
    if (document.at(place).isMissingNode()) {
      return List.of("/status status: the vendor names no answer " + status);
    }
    String schema = contentSchema(document.resolve(place));
    if (schema == null || body == null) {
      return List.of();
    }
    return document.check(schema, body).stream().map(problem -> "/body" + problem).toList();
  }

  private List<String> parameters() {
    List<String> places = new ArrayList<>();
    for (String list :
        List.of(JsonPointers.parent(pointer) + "/parameters", pointer + "/parameters")) {
      for (int i = 0; i < document.at(list).size(); i++) {
        places.add(document.resolve(JsonPointers.append(list, i)));
      }
    }
    return places;
  }

  private void checkParameter(
      String place, Map<String, String> path, RequestParts request, List<String> problems) {
    JsonNode parameter = document.at(place);
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    JsonNode value =
        switch (in) {
          case "path" -> path.containsKey(name) ? TextNode.valueOf(path.get(name)) : null;
          case "query" -> request.query().get(name);
          case "header" -> header(request.headers(), name);
          default -> null;
        };
    boolean judged =
        (in.equals("path") && template.contains("{" + name + "}"))
            || in.equals("query")
            || in.equals("header");
    if (!judged || isCarriedElsewhere(in, name)) {
      return;
    }
    String where = "/" + in + "/" + name;
    if (value == null) {
      if (parameter.path("required").asBoolean()) {
        problems.add(where + " required: the vendor wants it");
      }
      return;
    }
    String schema = document.isSwagger2() ? place : place + "/schema";
    if (!document.at(schema).isMissingNode()) {
      JsonNode typed = typed(value, document.at(document.resolve(schema)));
      checkValue(schema, typed).forEach(problem -> problems.add(where + problem));
    }
  }

  /** Of a parameter of Swagger 2.0 only what a schema has too counts, not its own `required`. */
  private List<String> checkValue(String schema, JsonNode value) {
    return document.check(schema, value).stream()
        .filter(problem -> !(document.isSwagger2() && problem.contains(" required: ")))
        .toList();
  }

  /** Authentication and the body's type: not the mapping's, and tested where they are made. */
  private static boolean isCarriedElsewhere(String in, String name) {
    return in.equals("header")
        && List.of("authorization", "content-type", "accept", "wm_sec.access_token", "x-api-key")
            .contains(name.toLowerCase(Locale.ROOT));
  }

  private static @Nullable JsonNode header(JsonNode headers, String name) {
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  /** A text as the schema's type reads it. */
  private JsonNode typed(JsonNode value, JsonNode schema) {
    String type = schema.path("type").asText();
    if (value.isArray()) {
      ArrayNode typed = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> typed.add(typed(element, schema.path("items"))));
      return typed;
    }
    if (type.equals("array")) {
      ArrayNode typed = JsonNodeFactory.instance.arrayNode();
      for (String element : value.asText().split(",")) {
        typed.add(typed(TextNode.valueOf(element), schema.path("items")));
      }
      return typed;
    }
    try {
      return switch (type) {
        case "integer", "number" ->
            JsonNodeFactory.instance.numberNode(new BigDecimal(value.asText()));
        case "boolean" ->
            List.of("true", "false").contains(value.asText())
                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value.asText()))
                : value;
        default -> value;
      };
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private boolean bodyRequired() {
    if (document.isSwagger2()) {
      return parameters().stream()
          .map(document::at)
          .anyMatch(parameter -> isBody(parameter) && parameter.path("required").asBoolean());
    }
    return document.at(document.resolve(pointer + "/requestBody")).path("required").asBoolean();
  }

  private static boolean isBody(JsonNode parameter) {
    return parameter.path("in").asText().equals("body");
  }

  /** Where the body's schema stands; null when there is none. */
  private @Nullable String requestSchema() {
    if (document.isSwagger2()) {
      return parameters().stream()
          .filter(place -> isBody(document.at(place)))
          .map(place -> place + "/schema")
          .findFirst()
          .orElse(null);
    }
    String body = pointer + "/requestBody";
    return document.at(body).isMissingNode() ? null : contentSchema(document.resolve(body));
  }

  private @Nullable String contentSchema(String place) {
    if (document.isSwagger2()) {
      return document.at(place + "/schema").isMissingNode() ? null : place + "/schema";
    }
    String any = null;
    for (Map.Entry<String, JsonNode> content : document.at(place + "/content").properties()) {
      String schema = JsonPointers.append(place + "/content", content.getKey()) + "/schema";
      if (!document.at(schema).isMissingNode()) {
        if (content.getKey().contains("json")) {
          return schema;
        }
        any = any == null && content.getKey().contains("form") ? schema : any;
      }
    }
    return any;
  }

  /** The pairs of a request and its answer that the vendor's own sandbox goes by. */
  List<VendorExample> examples() {
    List<VendorExample> examples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : document.at(pointer + "/responses").properties()) {
      for (JsonNode pair : response.getValue().at("/x-amzn-api-sandbox/static")) {
        examples.add(
            new VendorExample(
                Integer.parseInt(response.getKey()),
                request(pair.at("/request/parameters")),
                pair.path("response")));
      }
    }
    return examples;
  }

  private RequestParts request(JsonNode values) {
    ObjectNode path = JsonNodeFactory.instance.objectNode();
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    JsonNode body = null;
    for (String place : parameters()) {
      String name = document.at(place).path("name").asText();
      String in = document.at(place).path("in").asText();
      JsonNode value = values.at("/" + (in.equals("body") ? "body" : name) + "/value");
      if (!value.isMissingNode()) {
        switch (in) {
          case "path" -> path.set(name, value);
          case "query" -> query.set(name, value);
          case "body" -> body = value;
          default -> {}
        }
      }
    }
    return new RequestParts(path, query, JsonNodeFactory.instance.objectNode(), body);
  }
}
