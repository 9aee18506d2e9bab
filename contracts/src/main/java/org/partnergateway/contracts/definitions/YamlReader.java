package org.partnergateway.contracts.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.StrictJson;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one YAML file; see {@link YamlTree} for the rules. */
final class YamlReader {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_CODE_POINTS = 20_000_000;

  private final DefinitionFile file;
  private final Problems problems;
  private final Resolver resolver = new Resolver();
  private final Map<String, Position> positions = new HashMap<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlReader(DefinitionFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  YamlTree read() {
    JsonNode root = StrictJson.nodes().objectNode();
    try {
      Node document = compose();
      if (document != null) {
        positions.put("", position(document));
        root = convert(document, "");
      }
    } catch (MarkedYAMLException e) {
      problems.add(problem(e.getProblemMark(), text(e)));
    } catch (YAMLException e) {
      problems.add(Problem.ofFile(file.path(), "is not YAML: " + e.getMessage()));
    } catch (CharacterCodingException e) {
      problems.add(Problem.ofFile(file.path(), "is not UTF-8"));
    }
    return new YamlTree(file, root);
  }

  /** Where everything stands, by JSON Pointer. */
  Map<String, Position> positions() {
    read();
    return positions;
  }

  private @Nullable Node compose() throws CharacterCodingException {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CODE_POINTS);
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString();
    ParserImpl events = new ParserImpl(new StreamReader(text), options);
    return new Composer(events, resolver, options).getSingleNode();
  }

  private JsonNode convert(Node node, String pointer) {
    if (!seen.add(node)) {
      add(
          node,
          "anchors and aliases are not read here; repeat the value, or name it once and refer to it");
      return StrictJson.nodes().nullNode();
    }
    if (isTagged(node)) {
      add(node, "tags (" + node.getTag() + ") are not read here; quote what is meant as text");
    }
    if (node instanceof MappingNode mapping) {
      return convertMapping(mapping, pointer);
    }
    if (node instanceof SequenceNode sequence) {
      return convertSequence(sequence, pointer);
    }
    return convertScalar((ScalarNode) node);
  }

  private ObjectNode convertMapping(MappingNode mapping, String pointer) {
    ObjectNode object = StrictJson.nodes().objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        add(entry.getKeyNode(), "a name must be a plain text, not a list or mapping");
        continue;
      }
      String name = key.getValue();
      String member = JsonPointers.append(pointer, name);
      if (object.has(name)) {
        Position first = positions.getOrDefault(member, Position.START);
        add(
            key,
            "\"" + name + "\" stands here a second time; the first is in line " + first.line());
      } else if (name.equals("<<") && key.isPlain()) {
        add(key, "merge keys (<<) are not read here; write the members out");
      } else {
        positions.put(member, position(key));
        object.set(name, convert(entry.getValueNode(), member));
      }
    }
    return object;
  }

  private ArrayNode convertSequence(SequenceNode sequence, String pointer) {
    ArrayNode array = StrictJson.nodes().arrayNode(sequence.getValue().size());
    for (Node item : sequence.getValue()) {
      String element = JsonPointers.append(pointer, array.size());
      positions.put(element, position(item));
      array.add(convert(item, element));
    }
    return array;
  }

  private JsonNode convertScalar(ScalarNode scalar) {
    if (!scalar.isPlain()) {
      return StrictJson.nodes().textNode(scalar.getValue());
    }
    if (YamlScalars.isAmbiguous(scalar.getValue())) {
      add(
          scalar,
          scalar.getValue()
              + " is read as a number by some and as text by others; quote it, or write a plain decimal number");
    }
    return YamlScalars.read(scalar.getValue());
  }

  private boolean isTagged(Node node) {
    if (node instanceof ScalarNode scalar) {
      Tag untagged = resolver.resolve(NodeId.scalar, scalar.getValue(), scalar.isPlain());
      return !scalar.getTag().equals(untagged);
    }
    return !node.getTag().equals(Tag.MAP) && !node.getTag().equals(Tag.SEQ);
  }

  private void add(Node node, String message) {
    problems.add(problem(node.getStartMark(), message));
  }

  private Problem problem(@Nullable Mark mark, String message) {
    return mark == null
        ? Problem.ofFile(file.path(), message)
        : new Problem(file.path(), mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  private static Position position(Node node) {
    return new Position(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  private static String text(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
    return "is not YAML: " + e.getProblem() + context;
  }
}
