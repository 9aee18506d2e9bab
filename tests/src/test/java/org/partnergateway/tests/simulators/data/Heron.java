package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.tests.simulators.RecordingSender;
import org.partnergateway.tests.simulators.SettableClock;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;

/** The marketplace of the example, and somebody who asks it. */
final class Heron {
  /** Where the example's files are, laid out as the repository is. */
  static final Path EXAMPLE = Path.of("src/test/resources/simulators/example");

  private static final SimulatorBlueprint BLUEPRINT = blueprint(alone());

  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = new SettableClock();
  final RecordingSender sender = new RecordingSender();
  final List<String> effects = new ArrayList<>();
  final DataSimulator simulator;
  private String token = "";

  Heron() {
    this(BLUEPRINT);
  }

  Heron(DefinitionTree tree) {
    this(blueprint(tree));
  }

  private Heron(SimulatorBlueprint blueprint) {
    Surroundings surroundings =
        new Surroundings(
            clock,
            sender,
            "http://gateway",
            Duration.ofSeconds(1),
            (partner, effect, reference, resource, amount) ->
                effects.add(partner + " " + effect + " " + reference));
    this.simulator = new DataSimulator(blueprint, surroundings);
  }

  static SimulatorBlueprint blueprint() {
    return BLUEPRINT;
  }

  private static SimulatorBlueprint blueprint(DefinitionTree tree) {
    return BlueprintReader.read(tree).stream()
        .filter(one -> one.id().equals("heron"))
        .findFirst()
        .orElseThrow();
  }

  /** The repository with the example in it. */
  static DefinitionTree tree() {
    return DefinitionTree.overlay(
        SimulatorFiles.tree(SimulatorFiles.repository()), SimulatorFiles.tree(EXAMPLE));
  }

  String authorization() {
    return token;
  }

  /** The same without other partners, which is read sooner. */
  static DefinitionTree alone() {
    DefinitionTree all = tree();
    Map<String, byte[]> files = new HashMap<>();
    for (String path : all.paths()) {
      boolean others = path.contains("/partners/") || path.startsWith(SimulatorFiles.FOLDER);
      if (!others || path.contains("/heron")) {
        files.put(path, all.get(path).content());
      }
    }
    return DefinitionTree.of(files);
  }

  Heron login() {
    token = "Bearer " + json(token("sandbox", "sandbox-secret")).path("access_token").asText();
    return this;
  }

  SimulatedAnswer token(String id, String secret) {
    return call(
        "POST",
        "/oauth/token",
        Map.of(
            "authorization",
            Tokens.basic(id, secret),
            "content-type",
            "application/x-www-form-urlencoded"),
        "grant_type=client_credentials");
  }

  SimulatedAnswer list(String query) {
    return call("GET", "/v1/orders" + query, Map.of(), "");
  }

  SimulatedAnswer ship(String order, String key, String body) {
    return call(
        "POST",
        "/v1/orders/" + order + "/shipments",
        Map.of("idempotency-key", key, "content-type", "application/json"),
        body);
  }

  /** Id of an order that a buyer places now. */
  String order() {
    simulator.arrive();
    JsonNode orders = json(list("?limit=50")).path("orders");
    return orders.get(orders.size() - 1).path("id").asText();
  }

  SimulatedAnswer call(String method, String target, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>();
    if (!token.isEmpty()) {
      all.put("authorization", token);
    }
    all.putAll(headers);
    Map<String, List<String>> query = new HashMap<>();
    int question = target.indexOf('?');
    for (String pair : question < 0 ? new String[0] : target.substring(question + 1).split("&")) {
      query.put(pair.split("=", 2)[0], List.of(pair.split("=", 2)[1]));
    }
    String path = question < 0 ? target : target.substring(0, question);
    return simulator.answer(new SimulatedRequest(method, path, query, all, body.getBytes(UTF_8)));
  }

  static JsonNode json(SimulatedAnswer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(new String(answer.body(), UTF_8), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
