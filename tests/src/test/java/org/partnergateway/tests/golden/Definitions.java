package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingLibrary;

/** The repository's definitions, read from its working tree and compiled once. */
public final class Definitions {
  private static final String ADAPTERS = "partner-adapters/partners/";

  private final DefinitionTree tree = DefinitionTree.ofDirectory(Path.of(".."));
  private final SchemaLibrary schemas = new SchemaLibrary(tree);
  private final Set<String> unknownCodes = new TreeSet<>();
  private final MappingLibrary mappings =
      MappingLibrary.compile(
          tree, (partner, table, code) -> unknownCodes.add(partner + ": " + table + "/" + code));
  private final JsonNode operations =
      YamlTree.read(tree.get("contracts/canonical/operations.yaml")).root();
  private final JsonNode questions =
      YamlTree.read(tree.get("contracts/canonical/questions.yaml")).root();
  private final Map<String, JsonNode> adapters = new TreeMap<>();
  private final Map<String, HttpContract> contracts = new HashMap<>();
  private final Map<String, AsyncContract> eventContracts = new HashMap<>();

  public Definitions() {
    for (String path : tree.paths()) {
      if (path.startsWith(ADAPTERS) && path.endsWith(".yaml")) {
        String partner = path.substring(ADAPTERS.length(), path.length() - ".yaml".length());
        adapters.put(partner, YamlTree.read(tree.get(path)).root());
      }
    }
  }

  /** Adapter files by partner. */
  public Map<String, JsonNode> adapters() {
    return adapters;
  }

  public JsonNode adapter(String partner) {
    JsonNode adapter = adapters.get(partner);
    if (adapter == null) {
      throw new AssertionError("there is no " + ADAPTERS + partner + ".yaml");
    }
    return adapter;
  }

  /** The operation's entry of the canonical catalog. */
  public JsonNode operation(String name) {
    return operations.path(name);
  }

  /** What a partner's messages on a queue or stream keep to. */
  AsyncContract eventContract(String partner, String file) {
    return eventContracts.computeIfAbsent(
        "contracts/partners/" + partner + "/" + file, path -> AsyncContract.read(path, schemas));
  }

  /** The operation of a service inside that a canonical question asks for. */
  HttpOperation question(String name) {
    JsonNode entry = questions.path(name);
    return contracts
        .computeIfAbsent(
            "contracts/canonical/" + entry.path("contract").asText(),
            path -> HttpContract.read(path, schemas))
        .operation(entry.path("operation").asText());
  }

  /** What a transaction of interchanges looks like. */
  EdiContract transaction(String partner, String file) {
    return EdiContract.read(tree, "contracts/partners/" + partner + "/" + file);
  }

  /** Whether it is in no catalog, but asked on the way to another operation of the partner. */
  public boolean isStep(String partner, String name) {
    boolean step = false;
    for (JsonNode operation : adapter(partner).path("operations")) {
      for (JsonNode one : operation.path("steps")) {
        step |= one.asText().equals(name);
      }
    }
    return step && operation(name).isMissingNode();
  }

  public Mapping mapping(String partner, String file) {
    return mappings.mapping("transformations/partners/" + partner + "/" + file + ".jslt");
  }

  public HttpContract contract(String partner, String file) {
    return contracts.computeIfAbsent(
        "contracts/partners/" + partner + "/" + file, path -> HttpContract.read(path, schemas));
  }

  /** The operation of the partner's contract that its adapter file names for this one of ours. */
  public HttpOperation partnerOperation(String partner, String operation) {
    JsonNode definition = adapter(partner).path("operations").path(operation);
    return contract(partner, definition.path("contract").asText())
        .operation(definition.path("operation").asText());
  }

  /** Whether it is an operation, and one that a WSDL describes. */
  public boolean isWsdl(String partner, String operation) {
    JsonNode definition = adapter(partner).path("operations").path(operation);
    return definition.path("contract").asText().endsWith(".wsdl");
  }

  public MessageSchema canonical(String file) {
    return schemas.schema("contracts/canonical/schemas/" + file, "");
  }

  /** A schema of a partner's own. */
  MessageSchema partnerSchema(String partner, String file) {
    return schemas.schema("contracts/partners/" + partner + "/" + file, "");
  }

  /** The codes counted as unknown since the last call, as {@code table/CODE}, of this partner. */
  public Set<String> takeUnknownCodes(String partner) {
    List<String> all = new ArrayList<>(unknownCodes);
    unknownCodes.clear();
    Set<String> codes = new TreeSet<>();
    for (String code : all) {
      String own = partner + ": ";
      codes.add(code.startsWith(own) ? code.substring(own.length()) : code);
    }
    return codes;
  }
}
