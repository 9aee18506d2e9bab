package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.partnergateway.adapters.definition.SettingDefinition;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;

/** Finds what doesn't fit together between a simulator's files and the partner's definitions. */
final class BlueprintCheck {
  private final SimulatorBlueprint blueprint;
  private final YamlTree yaml;
  private final DefinitionTree tree;
  private final Problems problems;
  private final String folder;
  private final Set<String> operations = new TreeSet<>();

  BlueprintCheck(
      SimulatorBlueprint blueprint, YamlTree yaml, DefinitionTree tree, Problems problems) {
    this.blueprint = blueprint;
    this.yaml = yaml;
    this.tree = tree;
    this.problems = problems;
    this.folder = SimulatorFiles.FOLDER + blueprint.id() + "/";
    blueprint.operations().all().forEach(operation -> operations.add(operation.id()));
  }

  void run() {
    behaviours();
    operationNames(yaml.root().path("idempotency"), "/idempotency");
    each("credentials");
    each("limits");
    credentials();
    settings();
    files();
  }

  private void behaviours() {
    SimulatorDefinition.TokenRules tokens = blueprint.definition().tokens();
    for (ServedOperation operation : blueprint.operations().all()) {
      boolean issuesTokens =
          tokens != null && operation.contract().pathTemplate().equals(tokens.path());
      if (!issuesTokens) {
        need(operation.id());
      }
    }
    need(SimulatorBlueprint.REFUSE);
    if (blueprint.definition().arrivals() != null) {
      need(SimulatorBlueprint.ARRIVE);
    }
  }

  private void need(String behaviour) {
    String path = folder + behaviour + ".jslt";
    // What is there and can't be compiled has been told with its place.
    if (tree.find(path).isEmpty()) {
      problems.add(Problem.ofFile(path, "is missing: it says what the partner answers"));
    }
  }

  private void each(String list) {
    JsonNode items = yaml.root().path(list);
    for (int i = 0; items.isArray() && i < items.size(); i++) {
      operationNames(items.get(i), "/" + list + "/" + i);
    }
  }

  private void operationNames(JsonNode holder, String pointer) {
    JsonNode names = holder.path("operations");
    for (int i = 0; i < names.size(); i++) {
      operationName(names.get(i), pointer + "/operations/" + i);
    }
    if (holder.has("issued_by")) {
      operationName(holder.at("/issued_by/operation"), pointer + "/issued_by/operation");
    }
  }

  private void operationName(JsonNode name, String pointer) {
    if (!operations.contains(name.asText())) {
      problems.add(
          yaml.problem(
              pointer,
              "no contract that is served has the operation \""
                  + name.asText()
                  + "\""
                  + Spelling.suggest(name.asText(), operations)));
    }
  }

  private void credentials() {
    Set<String> known = new TreeSet<>(blueprint.partner().credentials());
    known.addAll(blueprint.partner().optionalCredentials());
    Map<String, String> given = blueprint.definition().sandbox().credentials();
    given.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> unknown("/sandbox/credentials/" + name, "credential", name, known));
    blueprint.partner().credentials().stream()
        .filter(name -> !given.containsKey(name))
        .forEach(
            name ->
                problems.add(
                    yaml.problem(
                        "/sandbox/credentials", "the gateway needs the credential " + name)));
    for (String name : namedCredentials()) {
      if (!given.containsKey(name)) {
        problems.add(
            yaml.problem("/sandbox/credentials", "has no " + name + ", which is named below"));
      }
    }
  }

  private Set<String> namedCredentials() {
    Set<String> names = new TreeSet<>();
    for (SimulatorDefinition.Proof proof : blueprint.definition().proofs()) {
      switch (proof) {
        case SimulatorDefinition.Proof.IssuedToken unused -> {}
        case SimulatorDefinition.Proof.AnsweredToken unused -> {}
        case SimulatorDefinition.Proof.Basic basic ->
            names.addAll(List.of(basic.user(), basic.password()));
        case SimulatorDefinition.Proof.Header header -> names.add(header.credential());
        case SimulatorDefinition.Proof.Body body -> names.add(body.credential());
      }
    }
    SimulatorDefinition.TokenRules tokens = blueprint.definition().tokens();
    if (tokens != null) {
      names.addAll(List.of(tokens.clientId(), tokens.clientSecret()));
      if (tokens.refreshToken() != null) {
        names.add(tokens.refreshToken());
      }
    }
    return names;
  }

  private void settings() {
    Map<String, SettingDefinition> known = blueprint.partner().settings();
    Map<String, String> given = blueprint.definition().sandbox().settings();
    for (String name : given.keySet()) {
      if (!known.containsKey(name) && !name.equals("token_url")) {
        unknown("/sandbox/settings/" + name, "setting", name, known.keySet());
      }
    }
    known.forEach(
        (name, setting) -> {
          if (setting.fallback() == null && !given.containsKey(name)) {
            problems.add(
                yaml.problem("/sandbox", "settings: the gateway needs the setting " + name));
          }
        });
  }

  private void unknown(String pointer, String kind, String name, Set<String> known) {
    problems.add(
        yaml.problem(
            pointer,
            "the adapter file has no " + kind + " " + name + Spelling.suggest(name, known)));
  }

  /** A file that nothing reads is a mistake, a misspelt name most of all. */
  private void files() {
    Set<String> read = new HashSet<>(operations);
    read.addAll(
        Set.of(SimulatorBlueprint.REFUSE, SimulatorBlueprint.TOKEN, SimulatorBlueprint.ARRIVE));
    for (String path : tree.paths()) {
      if (!path.startsWith(folder)) {
        continue;
      }
      String name = path.substring(folder.length());
      boolean used =
          Set.of("simulator.yaml", "seed.json").contains(name)
              || (name.endsWith(".jslt")
                  && (read.contains(name.substring(0, name.length() - ".jslt".length()))
                      || isNamed(name)));
      if (!used) {
        problems.add(
            Problem.ofFile(
                path,
                "nothing reads this; operations are "
                    + operations
                    + Spelling.suggest(name.replace(".jslt", ""), operations)));
      }
    }
  }

  /** Imported, or run later, by another file of the folder. */
  private boolean isNamed(String name) {
    String written = name.substring(0, name.length() - ".jslt".length());
    return tree.paths().stream()
        .filter(other -> other.startsWith(folder) && !other.equals(folder + name))
        .map(other -> tree.get(other).text())
        .anyMatch(
            text -> text.contains("\"" + name + "\"") || text.contains("\"" + written + "\""));
  }
}
