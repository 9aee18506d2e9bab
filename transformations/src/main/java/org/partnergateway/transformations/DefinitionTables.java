package org.partnergateway.transformations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.transformations.functions.Zones;

/** Reads the tables that stand beside the mappings. */
final class DefinitionTables {
  private static final String ZONES = ImportPath.ROOT + "shared/zones.yaml";

  private final DefinitionTree tree;
  private final Problems problems;

  DefinitionTables(DefinitionTree tree, Problems problems) {
    this.tree = tree;
    this.problems = problems;
  }

  /** {@code {table: {CODE: value}}}; empty when there is no such file. */
  Map<String, Map<String, JsonNode>> tables(String path) {
    YamlTree yaml = read(path);
    if (yaml == null) {
      return Map.of();
    }
    return members(
        yaml,
        "",
        (pointer, table) ->
            members(
                yaml,
                pointer,
                (code, value) -> {
                  if (value.isNull()) {
                    problems.add(yaml.problem(code, "a code must stand for something"));
                    return null;
                  }
                  return value;
                }));
  }

  Zones zones() {
    YamlTree yaml = read(ZONES);
    if (yaml == null) {
      return Zones.NONE;
    }
    return new Zones(
        members(yaml, "/countries", (pointer, id) -> zone(yaml, pointer, id)),
        members(
            yaml,
            "/regions",
            (pointer, country) -> members(yaml, pointer, (region, id) -> zone(yaml, region, id))));
  }

  private @Nullable ZoneId zone(YamlTree yaml, String pointer, JsonNode id) {
    try {
      return ZoneId.of(id.asText());
    } catch (DateTimeException e) {
      problems.add(yaml.problem(pointer, id + " is not a time zone's name"));
      return null;
    }
  }

  private @Nullable YamlTree read(String path) {
    Optional<DefinitionFile> file = tree.find(path);
    return file.isEmpty() ? null : YamlTree.read(file.get(), problems).orElse(null);
  }

  /** Members of the mapping at the pointer, each read by the function of its pointer and node. */
  private <T> Map<String, T> members(
      YamlTree yaml, String at, BiFunction<String, JsonNode, @Nullable T> read) {
    JsonNode object = yaml.root().at(at);
    if (!object.isObject()) {
      problems.add(yaml.problem(at, "must be a mapping of names to values"));
      return Map.of();
    }
    Map<String, T> members = new HashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      T value = read.apply(JsonPointers.append(at, member.getKey()), member.getValue());
      if (value != null) {
        members.put(member.getKey(), value);
      }
    }
    return members;
  }
}
