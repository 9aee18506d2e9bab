package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** The policies that those of partners stand on, by name. */
public final class PolicyBases {
  /** Where they stand. */
  public static final String FILE = "partner-adapters/policies.yaml";

  /** The one that holds where an adapter file names none; all others stand on it. */
  public static final String STANDARD = "standard";

  private static final String SCHEMA = "contracts/definitions/policies.schema.yaml";

  private final Map<String, Policy> policies;

  private PolicyBases(Map<String, Policy> policies) {
    this.policies = policies;
  }

  /** The ones that the gateway was built with. */
  public static PolicyBases builtIn() {
    return new PolicyBases(bind(YamlTree.read(builtInTree().get(FILE))));
  }

  /** Those of the tree, or else the built-in ones; what is wrong is added to the problems. */
  static PolicyBases read(SchemaLibrary library, Problems problems) {
    DefinitionTree tree = library.documents().tree();
    if (tree.find(FILE).isEmpty()) {
      return builtIn();
    }
    Problems own = new Problems();
    Optional<YamlTree> file = YamlTree.read(tree.get(FILE), own);
    file.ifPresent(yaml -> check(yaml, library, own));
    problems.addAll(own.list());
    return own.isEmpty() && file.isPresent() ? new PolicyBases(bind(file.get())) : builtIn();
  }

  private static void check(YamlTree yaml, SchemaLibrary library, Problems problems) {
    try {
      library
          .schema(SCHEMA, "")
          .check(yaml.root())
          .forEach(violation -> problems.add(PartnerDefinitions.problem(yaml, violation)));
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
    }
    if (problems.isEmpty()) {
      bind(yaml).forEach((name, policy) -> PolicyChecks.check(policy, "/" + name, yaml, problems));
    }
  }

  private static Map<String, Policy> bind(YamlTree yaml) {
    Policy standard = PolicyReader.readComplete(new Fields(yaml.root().path(STANDARD)));
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : yaml.root().properties()) {
      policies.put(entry.getKey(), PolicyReader.read(new Fields(entry.getValue()), standard));
    }
    return policies;
  }

  private static DefinitionTree builtInTree() {
    try (InputStream stream = PolicyBases.class.getClassLoader().getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing on the classpath");
      }
      return DefinitionTree.of(Map.of(FILE, stream.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " on the classpath can't be read", e);
    }
  }

  /** The policy of that name; null when there is none. */
  public @Nullable Policy find(String name) {
    return policies.get(name);
  }

  /** What holds where an adapter file says nothing. */
  public Policy standard() {
    Policy standard = policies.get(STANDARD);
    if (standard == null) {
      throw new IllegalStateException("the schema makes sure of a policy " + STANDARD);
    }
    return standard;
  }

  /** What the policy of an adapter file stands on; an unknown name is added to the problems. */
  Policy under(YamlTree adapter, Problems problems) {
    String pointer = "/policy/base";
    Optional<JsonNode> name = adapter.find(pointer).filter(JsonNode::isTextual);
    if (name.isEmpty()) {
      return standard();
    }
    Policy base = policies.get(name.get().textValue());
    if (base == null) {
      problems.add(
          adapter.problem(
              pointer,
              "%s names the policy \"%s\", which %s does not have%s"
                  .formatted(
                      pointer,
                      name.get().textValue(),
                      FILE,
                      Spelling.suggest(name.get().textValue(), policies.keySet()))));
      return standard();
    }
    return base;
  }
}
