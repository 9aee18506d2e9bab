package org.partnergateway.contracts.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.Set;

/**
 * The keywords that led to an error, and with them which part of the message each of them judged.
 */
final class EvaluationPath {

  private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf");
  private static final Set<String> DESCEND_BY_NAME =
      Set.of("properties", "patternProperties", "prefixItems");
  private static final Set<String> DESCEND =
      Set.of(
          "items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contains");
  private static final Set<String> STAY_BY_NAME =
      Set.of("allOf", "anyOf", "oneOf", "dependentSchemas");

  private final NodePath path;
  private final NodePath instance;

  EvaluationPath(Error error) {
    path = error.getEvaluationPath();
    instance = error.getInstanceLocation();
  }

  /** Index of the first anyOf or oneOf at or after an index; -1 when there is none. */
  int combinatorFrom(int from) {
    int i = 0;
    while (i < path.getNameCount()) {
      String name = path.getName(i);
      if (i >= from && ALTERNATIVES.contains(name)) {
        return i;
      }
      i += DESCEND_BY_NAME.contains(name) || STAY_BY_NAME.contains(name) ? 2 : 1;
    }
    return -1;
  }

  /** Number of the alternative that the error is in; -1 when the error is the combinator's own. */
  int branch(int combinator) {
    return combinator + 1 < path.getNameCount()
        ? Integer.parseInt(path.getName(combinator + 1))
        : -1;
  }

  /** The keywords up to an index, it included. */
  String upTo(int index) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= index; i++) {
      text.append('/').append(path.getName(i));
    }
    return text.toString();
  }

  /** JSON Pointer of what the keyword at this index judged. */
  String instanceAt(int index) {
    int depth = 0;
    int i = 0;
    while (i < index) {
      String name = path.getName(i);
      depth += DESCEND_BY_NAME.contains(name) || DESCEND.contains(name) ? 1 : 0;
      i += DESCEND_BY_NAME.contains(name) || STAY_BY_NAME.contains(name) ? 2 : 1;
    }
    NodePath place = instance;
    while (place.getNameCount() > depth) {
      place = place.getParent();
    }
    return place.toString();
  }
}
