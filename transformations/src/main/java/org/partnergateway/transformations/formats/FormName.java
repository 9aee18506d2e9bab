package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A name such as {@code a[b][0]}: the way to one leaf. What first appears with the index 0, or with
 * empty brackets, is an array, whose indexes must then count up; anything else is an object, whose
 * names may well be digits.
 */
final class FormName {
  private static final int MAX_DEPTH = 32;

  private final List<String> segments;

  private FormName(List<String> segments) {
    this.segments = segments;
  }

  static FormName parse(String name) {
    int bracket = name.indexOf('[');
    String first = bracket < 0 ? name : name.substring(0, bracket);
    if (first.isEmpty() || first.indexOf(']') >= 0) {
      throw new NameException("a name must begin with a word outside brackets", "");
    }
    List<String> segments = new ArrayList<>();
    segments.add(first);
    while (bracket >= 0 && bracket < name.length()) {
      int close = name.indexOf(']', bracket);
      int open = name.indexOf('[', bracket + 1);
      if (name.charAt(bracket) != '[' || close < 0 || (open >= 0 && open < close)) {
        throw new NameException("a name's brackets don't match", JsonPointers.append("", first));
      }
      segments.add(name.substring(bracket + 1, close));
      bracket = close + 1;
    }
    if (segments.size() > MAX_DEPTH) {
      throw new NameException(
          "a name has more than " + MAX_DEPTH + " levels", JsonPointers.append("", first));
    }
    if (segments.subList(0, segments.size() - 1).contains("")) {
      throw new NameException(
          "empty brackets stand only at the end of a name", JsonPointers.append("", first));
    }
    return new FormName(segments);
  }

  void set(ObjectNode root, String value) {
    ContainerNode<?> container = root;
    String pointer = "";
    for (int i = 0; i < segments.size() - 1; i++) {
      String segment = segments.get(i);
      pointer = JsonPointers.append(pointer, segment);
      JsonNode next = get(container, segment);
      if (next == null) {
        next = startsArray(segments.get(i + 1)) ? root.arrayNode() : root.objectNode();
        put(container, segment, next, pointer);
      }
      if (!(next instanceof ContainerNode<?> below)) {
        throw new NameException("is given both as a value and with brackets", pointer);
      }
      container = below;
    }
    String last = segments.getLast();
    String leaf = JsonPointers.append(pointer, last);
    JsonNode there = get(container, last);
    if (there != null) {
      throw new NameException(
          there.isValueNode() ? "is given twice" : "is given both as a value and with brackets",
          leaf);
    }
    put(container, last, StrictJson.nodes().textNode(value), leaf);
  }

  private static boolean startsArray(String segment) {
    return segment.isEmpty() || segment.equals("0");
  }

  private static @Nullable JsonNode get(ContainerNode<?> container, String segment) {
    if (container instanceof ArrayNode array) {
      int index = index(segment);
      return index < 0 ? null : array.get(index);
    }
    return container.get(segment);
  }

  private static void put(
      ContainerNode<?> container, String segment, JsonNode value, String pointer) {
    if (container instanceof ArrayNode array) {
      if (!segment.isEmpty() && index(segment) != array.size()) {
        throw new NameException("is not the array's next index, " + array.size(), pointer);
      }
      array.add(value);
    } else {
      if (segment.isEmpty()) {
        throw new NameException("is given both as an array and with names", pointer);
      }
      ((ObjectNode) container).set(segment, value);
    }
  }

  /** The index that the digits are, without needless zeros; -1 for anything else. */
  private static int index(String segment) {
    if (segment.isEmpty()
        || segment.length() > 6
        || (segment.length() > 1 && segment.charAt(0) == '0')) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      index = 10 * index + (c - '0');
    }
    return index;
  }

  /** A name that doesn't fit what came before it. */
  static final class NameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    NameException(String problem, String pointer) {
      super(pointer.isEmpty() ? problem : pointer + " " + problem, null, false, false);
      this.pointer = pointer;
    }

    String pointer() {
      return pointer;
    }
  }
}
