package org.partnergateway.contracts.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Turns the validator's errors into what a person needs: of alternatives, only the one that came
 * nearest.
 */
final class ViolationReader {

  private static final Set<String> UNKNOWN_PROPERTY =
      Set.of("additionalProperties", "unevaluatedProperties");

  private final LinkedSchemas linked;
  private final ViolationText text;

  ViolationReader(LinkedSchemas linked) {
    this.linked = linked;
    this.text = new ViolationText(linked);
  }

  List<Violation> read(List<Error> errors) {
    List<Violation> violations = read(withoutEchoes(errors), 0);
    return violations.stream().distinct().limit(MessageSchema.MAX_VIOLATIONS).toList();
  }

  /**
   * Where a part of a schema fails, all that it knows counts as unevaluated. Such properties are
   * known, so telling of them would mislead; the failure itself is told anyway.
   */
  private List<Error> withoutEchoes(List<Error> errors) {
    List<Error> own =
        errors.stream()
            .filter(
                error ->
                    !error.getKeyword().equals("unevaluatedProperties")
                        || error.getProperty() == null
                        || !linked
                            .knownProperties(error.getSchemaLocation())
                            .contains(error.getProperty()))
            .toList();
    return own.isEmpty() ? errors : own;
  }

  private List<Violation> read(List<Error> errors, int from) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Alternatives> groups = new LinkedHashMap<>();
    for (Error error : errors) {
      EvaluationPath path = new EvaluationPath(error);
      int combinator = path.combinatorFrom(from);
      if (combinator < 0) {
        violations.add(violation(error));
      } else {
        String place = path.instanceAt(combinator);
        groups
            .computeIfAbsent(
                path.upTo(combinator) + " " + place, key -> new Alternatives(place, combinator))
            .add(path.branch(combinator), error);
      }
    }
    groups.values().forEach(group -> violations.addAll(read(group)));
    return violations;
  }

  private List<Violation> read(Alternatives group) {
    if (group.branches().isEmpty()) {
      return List.of(
          new Violation(
              group.place(),
              "oneOf",
              "fits more than one of the forms of which exactly one is allowed"));
    }
    if (group.allFailOn("type")) {
      return List.of(new Violation(group.place(), "type", text.noneOfTypes(group.rootErrors())));
    }
    return read(group.nearest(), group.combinator() + 2);
  }

  private Violation violation(Error error) {
    String pointer = error.getInstanceLocation().toString();
    if (UNKNOWN_PROPERTY.contains(error.getKeyword()) && error.getProperty() != null) {
      pointer = JsonPointers.append(pointer, error.getProperty());
    }
    return new Violation(pointer, error.getKeyword(), text.of(error));
  }
}
