package org.partnergateway.contracts.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;

/**
 * Which members and parameters of the canonical API are declared as identifiers, by {@code
 * x-identifier: true} in the member's schema or in the file that it refers to. A name that is one
 * anywhere is one everywhere.
 */
public final class Identifiers {
  private static final String SCHEMAS = "contracts/canonical/schemas/";
  private static final String API = "contracts/canonical/openapi.yaml";
  private static final String KEYWORD = "x-identifier";

  private final DefinitionTree tree;
  private final Set<String> names = new TreeSet<>();

  private Identifiers(DefinitionTree tree) {
    this.tree = tree;
  }

  /** The members' names. */
  public static Set<String> of(DefinitionTree tree) {
    Identifiers identifiers = new Identifiers(tree);
    for (String path : tree.paths()) {
      if (path.startsWith(SCHEMAS)) {
        identifiers.collect(YamlTree.read(tree.get(path)).root());
      }
    }
    YamlTree.read(tree.get(API))
        .root()
        .path("components")
        .path("parameters")
        .forEach(identifiers::parameter);
    return identifiers.names;
  }

  private void parameter(JsonNode parameter) {
    if (isIdentifier(parameter) || isIdentifier(parameter.path("schema"))) {
      names.add(parameter.path("name").asText());
    }
  }

  private void collect(JsonNode schema) {
    JsonNode members = schema.path("properties");
    members
        .properties()
        .forEach(
            member -> {
              if (isIdentifier(member.getValue())) {
                names.add(member.getKey());
              }
            });
    schema.forEach(this::collect);
  }

  private boolean isIdentifier(JsonNode schema) {
    if (schema.path(KEYWORD).asBoolean() || isIdentifierFile(schema.path("$ref").asText())) {
      return true;
    }
    JsonNode items = schema.path("items");
    return items.path(KEYWORD).asBoolean() || isIdentifierFile(items.path("$ref").asText());
  }

  private boolean isIdentifierFile(String reference) {
    String file = reference.substring(reference.lastIndexOf('/') + 1);
    return file.endsWith(".yaml")
        && tree.find(SCHEMAS + file)
            .map(found -> YamlTree.read(found).root().path(KEYWORD).asBoolean())
            .orElse(false);
  }
}
