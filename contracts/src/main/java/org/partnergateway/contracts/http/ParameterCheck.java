package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.Violation;

/** Checks the parameters of one place. */
final class ParameterCheck {

  private static final Set<String> TRAVERSAL = Set.of("", ".", "..");

  private final HttpParameter.Place place;
  private final List<HttpParameter> parameters;
  private final Set<String> known;

  ParameterCheck(HttpParameter.Place place, List<HttpParameter> all) {
    this.place = place;
    this.parameters = all.stream().filter(parameter -> parameter.place() == place).toList();
    this.known = new LinkedHashSet<>();
    parameters.forEach(parameter -> known.add(parameter.name()));
  }

  void check(JsonNode values, List<Violation> violations) {
    for (HttpParameter parameter : parameters) {
      JsonNode value = find(values, parameter.name());
      if (value != null) {
        check(parameter, value, violations);
      } else if (parameter.required()) {
        String message =
            "must have the " + place.word() + " parameter \"" + parameter.name() + "\"";
        violations.add(new Violation(place.pointer(), "required", message));
      }
    }
    if (place != HttpParameter.Place.HEADER) {
      for (Map.Entry<String, JsonNode> value : values.properties()) {
        if (!known.contains(value.getKey())) {
          violations.add(unknown(value.getKey()));
        }
      }
    }
  }

  private void check(HttpParameter parameter, JsonNode value, List<Violation> violations) {
    if (place == HttpParameter.Place.PATH && TRAVERSAL.contains(value.asText())) {
      violations.add(
          new Violation(
              pointer(parameter),
              "path",
              "must not be empty, \".\" or \"..\", which no path can carry"));
      return;
    }
    for (Violation violation : parameter.schema().check(parameter.type().read(value))) {
      violations.add(violation.under(pointer(parameter)));
    }
  }

  private String pointer(HttpParameter parameter) {
    return JsonPointers.append(place.pointer(), parameter.name());
  }

  private Violation unknown(String name) {
    String message =
        "is not a known "
            + place.word()
            + " parameter"
            + (known.isEmpty() ? "; there are none" : hint(name, known));
    return new Violation(JsonPointers.append(place.pointer(), name), "parameters", message);
  }

  private static String hint(String name, Set<String> known) {
    return Spelling.nearest(name, known)
            .map(near -> "; did you mean \"" + near + "\"? Known: ")
            .orElse("; known: ")
        + String.join(", ", known);
  }

  private @Nullable JsonNode find(JsonNode values, String name) {
    JsonNode exact = values.get(name);
    if (exact != null || place != HttpParameter.Place.HEADER) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> header : values.properties()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
