package org.partnergateway.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.StrictJson;

/** Every schema of the repository, compiled, against the validator, on every golden message. */
class CompiledContractsTest {

  private static final Path GOLDEN = Path.of("../tests/partners");
  private static final int MUTATIONS = 60;

  private static final DefinitionTree TREE = DefinitionTree.ofDirectory(Path.of(".."));
  private static final SchemaLibrary LIBRARY = new SchemaLibrary(TREE);

  /** By the partner that they are of, or "canonical" or "definitions". */
  private static final Map<String, Map<String, MessageSchema>> SCHEMAS = new TreeMap<>();

  @BeforeAll
  static void compileAll() {
    for (String path : TREE.paths()) {
      if (path.startsWith("contracts/") && path.endsWith(".yaml")) {
        String[] names = path.split("/");
        String owner = names[1].equals("partners") ? names[2] : names[1];
        JsonNode root = YamlTree.read(TREE.get(path)).root();
        if (path.contains("/schemas/") || path.endsWith(".schema.yaml")) {
          add(owner, path, "");
        }
        root.at("/components/schemas")
            .fieldNames()
            .forEachRemaining(
                name -> add(owner, path, JsonPointers.append("/components/schemas", name)));
        addContents(owner, path, root, "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazon", "stripe", "ups"})
  void goldenMessagesAreJudgedAsTheValidatorJudgesThem(String partner) throws IOException {
    Map<String, MessageSchema> schemas = new TreeMap<>(SCHEMAS.get(partner));
    schemas.putAll(SCHEMAS.get("canonical"));
    int agreed = 0;
    for (JsonNode message : messages(GOLDEN.resolve(partner))) {
      for (Map.Entry<String, MessageSchema> schema : schemas.entrySet()) {
        if (judge(schema.getKey(), schema.getValue(), message)) {
          agreed++;
          judgeMutations(schema.getKey(), schema.getValue(), message);
        }
      }
    }
    assertThat(agreed).as("messages that are valid").isGreaterThan(50);
  }

  @Test
  void adaptersAreJudgedAsTheValidatorJudgesThem() {
    String path = "contracts/definitions/partner.schema.yaml";
    MessageSchema schema = LIBRARY.schema(path, "");
    int agreed = 0;
    for (String file : TREE.paths()) {
      if (file.startsWith("partner-adapters/partners/")) {
        JsonNode adapter = YamlTree.read(TREE.get(file)).root();
        assertThat(judge(path, schema, adapter)).as(file).isTrue();
        judgeMutations(path, schema, adapter);
        agreed++;
      }
    }
    assertThat(agreed).isPositive();
  }

  private static void judgeMutations(String name, MessageSchema schema, JsonNode message) {
    Mutations mutations = new Mutations(name.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      judge(name, schema, mutations.of(message));
    }
  }

  private static boolean judge(String name, MessageSchema schema, JsonNode message) {
    boolean valid = schema.validate(message).isEmpty();
    boolean unsure = valid && isBeyond(message); // may be, and is then the validator's
    if (schema.isSurelyValid(message) != valid && !unsure) {
      throw new AssertionError(
          name
              + " says "
              + !valid
              + ", the validator "
              + schema.validate(message)
              + ": "
              + message);
    }
    return valid;
  }

  /** Whether a number in it has more than 64 bits. */
  private static boolean isBeyond(JsonNode message) {
    for (JsonNode child : message) {
      if (isBeyond(child)) {
        return true;
      }
    }
    return message.isNumber() && !message.canConvertToLong();
  }

  private static void add(String owner, String path, String pointer) {
    SCHEMAS
        .computeIfAbsent(owner, key -> new TreeMap<>())
        .put(path + "#" + pointer, LIBRARY.schema(path, pointer));
  }

  /** The schemas of contents and parameters. */
  private static void addContents(String owner, String path, JsonNode node, String pointer) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String below = JsonPointers.append(pointer, entry.getKey());
      if (entry.getKey().equals("schema")) {
        add(owner, path, below);
      } else if (!entry.getKey().equals("schemas")) {
        addContents(owner, path, entry.getValue(), below);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      addContents(owner, path, node.get(i), JsonPointers.append(pointer, i));
    }
  }

  /** What goes over the wire in the cases, and what is canonical in them. */
  private static List<JsonNode> messages(Path partner) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(partner)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(CompiledContractsTest::read)
          .forEach(
              golden -> {
                messages.add(golden.at("/request/input/request"));
                messages.add(golden.at("/request/expect/body"));
                messages.add(golden.at("/answer/input/body"));
                messages.add(golden.at("/answer/expect"));
                messages.add(golden.at("/message/input/body"));
                golden
                    .at("/message/expect/changes")
                    .forEach(change -> messages.add(change.path("set")));
              });
    }
    messages.removeIf(JsonNode::isMissingNode);
    return messages;
  }

  private static JsonNode read(Path file) {
    try {
      return StrictJson.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
