package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Builds the tree of one transaction from what is read. What its shape doesn't have is left out.
 */
final class TransactionTree {
  private final Deque<Level> levels = new ArrayDeque<>();
  private final ObjectNode root;
  private EdiShape.@Nullable Segment segment;
  private @Nullable ObjectNode fields;
  private @Nullable ObjectNode composite;
  private EdiShape.@Nullable Element element;

  /**
   * @param shape null where the schema has no such loop
   */
  private record Level(EdiShape.@Nullable Loop shape, ObjectNode node) {}

  TransactionTree(EdiShape.Loop shape, ObjectNode root) {
    this.root = root;
    levels.push(new Level(shape, root));
  }

  ObjectNode root() {
    return root;
  }

  /** What the standard calls the loop that is being read; null outside of loops. */
  @Nullable String loop() {
    EdiShape.Loop shape = levels.getFirst().shape();
    return levels.size() == 1 || shape == null ? null : shape.first();
  }

  void beginLoop(String code) {
    Level level = levels.getFirst();
    EdiShape.Loop loop = level.shape() == null ? null : level.shape().loop(code);
    ObjectNode node = StrictJson.nodes().objectNode();
    if (loop != null) {
      add(level.node(), code, loop.many(), node);
    }
    levels.push(new Level(loop, node));
  }

  void endLoop() {
    if (levels.size() > 1) {
      levels.pop();
    }
  }

  void beginSegment(String tag) {
    Level level = levels.getFirst();
    segment = level.shape() == null ? null : level.shape().segment(tag);
    fields = null;
    if (segment != null) {
      fields = StrictJson.nodes().objectNode();
      add(level.node(), tag, segment.many(), fields);
    }
  }

  void endSegment() {
    segment = null;
    fields = null;
  }

  void beginComposite(int position) {
    element = segment == null ? null : segment.element(position);
    composite = StrictJson.nodes().objectNode();
  }

  void endComposite() {
    if (fields != null && composite != null && element != null && !composite.isEmpty()) {
      add(fields, element.name(), element.many(), composite);
    }
    composite = null;
  }

  /**
   * @param component from 1; less where the element is simple
   */
  void element(int position, int component, String text) {
    if (fields == null || segment == null || text.isEmpty()) {
      return;
    }
    JsonNode value = StrictJson.nodes().textNode(text);
    EdiShape.Element at = segment.element(position);
    if (at == null) {
      return;
    }
    if (composite == null) {
      add(fields, at.name(), at.many(), value);
    } else if (component >= 1 && component <= at.components().size()) {
      composite.set(at.components().get(component - 1), value);
    }
  }

  private static void add(ObjectNode node, String name, boolean many, JsonNode value) {
    if (!many) {
      node.set(name, value);
    } else if (node.get(name) instanceof ArrayNode there) {
      there.add(value);
    } else {
      node.putArray(name).add(value);
    }
  }
}
