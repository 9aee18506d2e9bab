package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerDefinitions;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.TwinFolders;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpContracts;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingLibrary;

/** Reads and checks every simulator of a tree; tells all that is wrong at once. */
final class BlueprintReader {
  private static final String SCHEMA = "contracts/definitions/simulator.schema.yaml";
  private static final String FILE = "simulator.yaml";
  private static final String SEED = "seed.json";

  private final DefinitionTree tree;
  private final Problems problems = new Problems();
  private final SchemaLibrary schemas;

  private BlueprintReader(DefinitionTree tree) {
    this.tree = tree;
    this.schemas = new SchemaLibrary(tree);
  }

  /**
   * @param tree definitions, and below {@link SimulatorFiles#FOLDER} the simulators' files
   * @throws DefinitionException with every problem, by file and line
   */
  static Collection<SimulatorBlueprint> read(DefinitionTree tree) {
    return new BlueprintReader(tree).read();
  }

  private Collection<SimulatorBlueprint> read() {
    Set<String> ids = new TreeSet<>();
    for (String path : tree.paths()) {
      if (path.startsWith(SimulatorFiles.FOLDER)) {
        String rest = path.substring(SimulatorFiles.FOLDER.length());
        if (rest.indexOf('/') > 0) {
          ids.add(rest.substring(0, rest.indexOf('/')));
        } else {
          problems.add(Problem.ofFile(path, "belongs to no partner; give it a partner's folder"));
        }
      }
    }
    List<SimulatorBlueprint> blueprints = new ArrayList<>();
    if (!ids.isEmpty()) {
      Map<String, PartnerDefinition> partners =
          PartnerDefinitions.read(new HttpContracts(schemas, TwinFolders.none()), problems);
      MappingLibrary library =
          MappingLibrary.compile(tree, SimulatorFiles.FOLDER, StateFunctions.all(), problems);
      for (String id : ids) {
        SimulatorBlueprint blueprint = read(id, partners, library);
        if (blueprint != null) {
          blueprints.add(blueprint);
        }
      }
    }
    problems.throwIfAny();
    return List.copyOf(blueprints);
  }

  private @Nullable SimulatorBlueprint read(
      String id, Map<String, PartnerDefinition> partners, MappingLibrary library) {
    String folder = SimulatorFiles.FOLDER + id + "/";
    if (tree.find(folder + FILE).isEmpty()) {
      problems.add(Problem.ofFile(folder + FILE, "is missing, so nothing uses this folder"));
      return null;
    }
    PartnerDefinition partner = partners.get(id);
    if (partner == null) {
      problems.add(
          Problem.ofFile(
              folder + FILE, "there is no sound partner-adapters/partners/" + id + ".yaml"));
      return null;
    }
    Optional<YamlTree> yaml = YamlTree.read(tree.get(folder + FILE), problems);
    if (yaml.isEmpty() || !isSound(yaml.get())) {
      return null;
    }
    SimulatorDefinition definition = SimulatorReader.read(yaml.get().root());
    Map<String, Mapping> behaviours = behaviours(folder, library);
    ServedOperations operations = operations(partner, yaml.get());
    SimulatorBlueprint blueprint =
        new SimulatorBlueprint(
            partner, definition, operations, behaviours, webhooks(partner), seed(folder));
    new BlueprintCheck(blueprint, yaml.get(), tree, problems).run();
    return blueprint;
  }

  private boolean isSound(YamlTree yaml) {
    List<Violation> violations = schemas.schema(SCHEMA, "").check(yaml.root());
    for (Violation violation : violations) {
      String pointer = violation.pointer();
      problems.add(
          yaml.problem(
              pointer, (pointer.isEmpty() ? "the file" : pointer) + " " + violation.message()));
    }
    return violations.isEmpty();
  }

  private static Map<String, Mapping> behaviours(String folder, MappingLibrary library) {
    Map<String, Mapping> behaviours = new HashMap<>();
    for (String path : library.paths()) {
      if (path.startsWith(folder)) {
        String name = path.substring(folder.length(), path.length() - ".jslt".length());
        behaviours.put(name, library.mapping(path));
      }
    }
    return Map.copyOf(behaviours);
  }

  private ServedOperations operations(PartnerDefinition partner, YamlTree yaml) {
    Set<String> files = new LinkedHashSet<>();
    if (yaml.root().has("contracts")) {
      yaml.root().get("contracts").forEach(file -> files.add(file.asText()));
    } else {
      partner.operations().values().stream().map(OperationDefinition::contract).forEach(files::add);
    }
    Map<String, ServedOperation> operations = new LinkedHashMap<>();
    for (String file : files) {
      HttpContract contract = contract(partner.id(), file);
      if (contract != null) {
        contract.operations().stream()
            .map(ServedOperation::new)
            .forEach(operation -> operations.put(operation.id(), operation));
      }
    }
    return new ServedOperations(operations.values());
  }

  private Map<String, HttpContract> webhooks(PartnerDefinition partner) {
    Map<String, HttpContract> webhooks = new HashMap<>();
    for (MessageDefinition message : partner.messages().values()) {
      MessageDefinition.Webhook webhook = message.webhook();
      HttpContract contract = webhook == null ? null : contract(partner.id(), webhook.contract());
      if (contract != null) {
        webhooks.put(message.name(), contract);
      }
    }
    return webhooks;
  }

  private @Nullable HttpContract contract(String partner, String file) {
    try {
      return HttpContract.read("contracts/partners/" + partner + "/" + file, schemas);
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  private JsonNode seed(String folder) {
    if (tree.find(folder + SEED).isEmpty()) {
      return NullNode.instance;
    }
    try {
      return StrictJson.read(tree.get(folder + SEED).content());
    } catch (MalformedMessageException e) {
      problems.add(Problem.ofFile(folder + SEED, String.valueOf(e.getMessage())));
      return NullNode.instance;
    }
  }
}
