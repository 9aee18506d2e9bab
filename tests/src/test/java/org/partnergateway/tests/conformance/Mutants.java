package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.RequestParts;

/** Requests that are broken in one place each: a member gone, or of another type. */
final class Mutants {
  private Mutants() {}

  static List<RequestParts> of(RequestParts request) {
    List<RequestParts> mutants = new ArrayList<>();
    JsonNode body = request.body();
    if (body != null) {
      List<JsonNode> bodies = new ArrayList<>();
      mutate(body, bodies);
      bodies.forEach(
          broken ->
              mutants.add(
                  new RequestParts(request.path(), request.query(), request.headers(), broken)));
      mutants.add(new RequestParts(request.path(), request.query(), request.headers(), null));
    }
    for (String name : names(request.query())) {
      mutants.add(
          new RequestParts(
              request.path(), without(request.query(), name), request.headers(), body));
      mutants.add(
          new RequestParts(request.path(), odd(request.query(), name), request.headers(), body));
    }
    for (String name : names(request.headers())) {
      mutants.add(
          new RequestParts(
              request.path(), request.query(), without(request.headers(), name), body));
      mutants.add(
          new RequestParts(request.path(), request.query(), odd(request.headers(), name), body));
    }
    return mutants;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode without(JsonNode object, String name) {
    ObjectNode copy = object.deepCopy();
    copy.remove(name);
    return copy;
  }

  private static ObjectNode odd(JsonNode object, String name) {
    ObjectNode copy = object.deepCopy();
    copy.put(name, "\u0000 not a value of this parameter ".repeat(40));
    return copy;
  }

  /** Copies of the tree, each with one member of one object removed or replaced. */
  private static void mutate(JsonNode tree, List<JsonNode> mutants) {
    collect(tree, tree, "", mutants);
  }

  private static void collect(JsonNode root, JsonNode node, String at, List<JsonNode> mutants) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        mutants.add(changed(root, at, member.getKey(), null));
        mutants.add(changed(root, at, member.getKey(), otherType(member.getValue())));
        collect(
            root,
            member.getValue(),
            at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
            mutants);
      }
    } else if (node.isArray() && !node.isEmpty()) {
      collect(root, node.get(0), at + "/0", mutants);
    }
  }

  private static JsonNode changed(JsonNode root, String at, String name, @Nullable JsonNode value) {
    JsonNode copy = root.deepCopy();
    ObjectNode object = (ObjectNode) copy.at(at);
    if (value == null) {
      object.remove(name);
    } else {
      object.set(name, value);
    }
    return copy;
  }

  private static JsonNode otherType(JsonNode value) {
    return value.isObject()
        ? JsonNodeFactory.instance.textNode("no object")
        : JsonNodeFactory.instance.objectNode().put("of", "another type");
  }
}
