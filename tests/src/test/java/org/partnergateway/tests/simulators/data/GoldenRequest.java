package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * What a golden case says that a request mapping makes, ready to be sent.
 *
 * @param operation canonical name
 * @param file for the test's name
 */
record GoldenRequest(String operation, String file, HttpOperation contract, JsonNode mapped) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those of one partner, below either folder of cases. */
  static List<GoldenRequest> of(SimulatorBlueprint blueprint, List<Path> folders) {
    List<GoldenRequest> requests = new ArrayList<>();
    for (Path folder : folders) {
      Path own = folder.resolve(blueprint.id());
      if (Files.isDirectory(own)) {
        try (Stream<Path> files = Files.walk(own)) {
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .map(file -> read(blueprint, file))
              .forEach(requests::addAll);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return requests;
  }

  private static List<GoldenRequest> read(SimulatorBlueprint blueprint, Path file) {
    try {
      JsonNode content = JSON.readTree(Files.readAllBytes(file));
      String name = file.getParent().getFileName().toString();
      var definition = blueprint.partner().operations().get(name);
      // Of a request that the mapping refuses there is nothing to expect.
      if (definition == null || !content.path("request").has("expect")) {
        return List.of();
      }
      HttpOperation contract =
          blueprint.operations().all().stream()
              .map(ServedOperation::contract)
              .filter(one -> one.id().equals(definition.operationId()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(file + ": its operation isn't served"));
      JsonNode mapped =
          known(
              content.at("/request/expect"),
              content.at("/request/input/credentials"),
              blueprint.definition().sandbox().credentials());
      return List.of(
          new GoldenRequest(
              name, blueprint.id() + "/" + name + "/" + file.getFileName(), contract, mapped));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** With the sandbox's credentials in the place of the case's. */
  private static JsonNode known(JsonNode node, JsonNode cases, Map<String, String> sandbox) {
    if (node.isTextual()) {
      for (Map.Entry<String, JsonNode> one : cases.properties()) {
        if (one.getValue().equals(node) && sandbox.containsKey(one.getKey())) {
          return TextNode.valueOf(sandbox.get(one.getKey()));
        }
      }
      return node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().forEach(m -> copy.set(m.getKey(), known(m.getValue(), cases, sandbox)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(item -> copy.add(known(item, cases, sandbox)));
      return copy;
    }
    return node;
  }

  /** Where a link leads is at the simulator too. */
  String path() {
    return mapped.has("link")
        ? URI.create(mapped.get("link").asText()).getPath()
        : contract.expandPath(texts(mapped.path("path")));
  }

  /** Path and query as they travel. */
  String target() {
    StringBuilder target = new StringBuilder(path());
    query()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        target
                            .append(target.indexOf("?") < 0 ? '?' : '&')
                            .append(URLEncoder.encode(name, UTF_8))
                            .append('=')
                            .append(URLEncoder.encode(value, UTF_8).replace("+", "%20"))));
    return target.toString();
  }

  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>(texts(mapped.path("headers")));
    contract.fixedHeaders().forEach(headers::put);
    headers.remove("Content-Type");
    return headers;
  }

  byte[] body() {
    JsonNode body = mapped.get("body");
    BodyForm form = contract.requestForm();
    return body == null || form == null ? new byte[0] : WireFormats.of(form).write(body);
  }

  @Nullable String mediaType() {
    return mapped.has("body") ? contract.requestMediaType() : null;
  }

  /** The request as it arrives, with further headers. */
  SimulatedRequest arriving(Map<String, String> more, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    String type = mediaType();
    if (type != null) {
      headers.put("content-type", type);
    }
    more.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    // Percent-encoded only where a case has something unusual in a path.
    String path = URLDecoder.decode(path().replace("+", "%2B"), UTF_8);
    return new SimulatedRequest(contract.method(), path, query(), headers, body);
  }

  private Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : mapped.path("query").properties()) {
      List<String> values = new ArrayList<>();
      if (one.getValue().isArray()) {
        one.getValue().forEach(value -> values.add(value.asText()));
      } else {
        values.add(one.getValue().asText());
      }
      query.put(one.getKey(), values);
    }
    return query;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
