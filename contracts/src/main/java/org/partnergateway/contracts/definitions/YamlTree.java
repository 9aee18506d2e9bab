package org.partnergateway.contracts.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * A YAML (or JSON) file as a tree, with the place of everything in it. Read by the rules of YAML
 * 1.2, where {@code NO} is Norway; what YAML versions read differently must be quoted. Duplicate
 * keys, anchors and several documents are refused. Numbers are exact.
 */
public final class YamlTree {

  private final DefinitionFile file;
  private final JsonNode root;
  private @Nullable Map<String, Position> positions;

  YamlTree(DefinitionFile file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws DefinitionException with every problem of the file
   */
  public static YamlTree read(DefinitionFile file) {
    Problems problems = new Problems();
    YamlTree tree = new YamlReader(file, problems).read();
    problems.throwIfAny();
    return tree;
  }

  /** Reads a file, or adds what is wrong with it to the problems. */
  public static Optional<YamlTree> read(DefinitionFile file, Problems problems) {
    try {
      return Optional.of(read(file));
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** Path of the file. */
  public String path() {
    return file.path();
  }

  /** The document. Callers leave it as it is. An empty file is an empty object. */
  public JsonNode root() {
    return root;
  }

  /**
   * Place of what a JSON Pointer points at: of a member its name. Of what is not there, the nearest
   * thing that would hold it.
   */
  public Position position(String pointer) {
    Map<String, Position> known = positions();
    String nearest = pointer;
    while (!nearest.isEmpty() && !known.containsKey(nearest)) {
      nearest = JsonPointers.parent(nearest);
    }
    return known.getOrDefault(nearest, Position.START);
  }

  /** Only problems have places, and places take more room than all else, so they are found late. */
  private synchronized Map<String, Position> positions() {
    if (positions == null) {
      positions = new YamlReader(file, new Problems()).positions();
    }
    return positions;
  }

  /** A problem at the place that a JSON Pointer points at. */
  public Problem problem(String pointer, String message) {
    Position position = position(pointer);
    return new Problem(path(), position.line(), position.column(), message);
  }

  /** The node at this pointer, or empty when nothing is there. */
  public Optional<JsonNode> find(String pointer) {
    JsonNode node = root.at(pointer);
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  /** The document as an object. Callers leave it as it is. */
  public ObjectNode object() {
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw new DefinitionException(problem("", "must be a mapping of names to values"));
  }
}
