package org.partnergateway.routes.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** The catalog of canonical questions. */
public final class CanonicalQuestions {
  private static final String FOLDER = "contracts/canonical/";
  private static final String CATALOG = FOLDER + "questions.yaml";

  private final Map<String, CanonicalQuestion> byName = new TreeMap<>();

  public CanonicalQuestions(DefinitionTree tree, SchemaLibrary schemas) {
    Map<String, HttpContract> contracts = new HashMap<>();
    YamlTree.read(tree.get(CATALOG))
        .root()
        .properties()
        .forEach(
            entry -> {
              HttpContract contract =
                  contracts.computeIfAbsent(
                      FOLDER + entry.getValue().path("contract").asText(),
                      path -> HttpContract.read(path, schemas));
              byName.put(entry.getKey(), question(entry.getKey(), entry.getValue(), contract));
            });
  }

  private static CanonicalQuestion question(String name, JsonNode entry, HttpContract contract) {
    String settle = entry.path("settle").textValue();
    return new CanonicalQuestion(
        name,
        entry.path("service").asText(),
        contract,
        contract.operation(entry.path("operation").asText()),
        entry.path("effect").asText().equals("read"),
        settle == null ? null : contract.operation(settle));
  }

  public Collection<CanonicalQuestion> all() {
    return byName.values();
  }

  public @Nullable CanonicalQuestion find(String name) {
    return byName.get(name);
  }

  /** The names of the services that answer. */
  public Set<String> services() {
    Set<String> services = new TreeSet<>();
    byName.values().forEach(question -> services.add(question.service()));
    return services;
  }
}
