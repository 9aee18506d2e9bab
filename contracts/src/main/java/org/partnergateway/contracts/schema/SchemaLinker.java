package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Turns every schema that somebody names, by path and pointer, into a resource of its own whose
 * {@code $ref}s name other resources by number. The validator then never resolves a path or
 * pointer, let alone an address on the network, and what is wrong with a schema is found here, with
 * file and line.
 */
final class SchemaLinker {

  private final Documents documents;
  private final MetaSchema meta;
  private final LinkedSchemas linked;
  private final Map<Reference, String> iris = new HashMap<>();
  private final Deque<Reference> unread = new ArrayDeque<>();

  SchemaLinker(Documents documents, MetaSchema meta, LinkedSchemas linked) {
    this.documents = documents;
    this.meta = meta;
    this.linked = linked;
  }

  /** Links a schema and all that it refers to; returns its resource's IRI. */
  String link(Reference schema) {
    String known = iris.get(schema);
    if (known != null) {
      return known;
    }
    Linking linking = new Linking();
    String iri = linking.name(schema);
    while (!unread.isEmpty()) {
      linking.read(unread.remove());
    }
    if (!linking.problems.isEmpty()) {
      linking.added.forEach(iris::remove);
      throw new DefinitionException(linking.problems.list());
    }
    return iri;
  }

  /** One pass, which counts only when it found no problem. */
  private final class Linking {

    private final Problems problems = new Problems();
    private final Set<Reference> added = new HashSet<>();

    private String name(Reference schema) {
      String known = iris.get(schema);
      if (known != null) {
        return known;
      }
      String iri = linked.newIri();
      iris.put(schema, iri);
      added.add(schema);
      unread.add(schema);
      return iri;
    }

    private void read(Reference schema) {
      try {
        YamlTree document = documents.get(schema.path());
        JsonNode node = document.root().at(schema.pointer());
        if (node.isMissingNode()) {
          problems.add(
              document.problem(schema.pointer(), "there is no schema at #" + schema.pointer()));
          return;
        }
        meta.check(node)
            .forEach(
                violation -> problems.add(meta.problem(document, schema.pointer(), violation)));
        JsonNode copy = node.deepCopy();
        walk(document, schema.pointer(), copy);
        linked.put(linked.iriOf(iris, schema), copy);
      } catch (DefinitionException e) {
        problems.addAll(e.problems());
      }
    }

    private void walk(YamlTree document, String pointer, JsonNode schema) {
      if (!(schema instanceof ObjectNode object)) {
        return; // true or false; anything else was told by the meta-schema
      }
      if (pointer.isEmpty()) {
        object.remove(SchemaKeywords.TOP_OF_FILE);
      }
      for (Map.Entry<String, JsonNode> keyword : Set.copyOf(object.properties())) {
        walkKeyword(document, pointer, object, keyword.getKey(), keyword.getValue());
        if (isDescriptive(keyword.getKey())) {
          object.remove(keyword.getKey()); // each keyword costs a call a value
        }
      }
    }

    private void walkKeyword(
        YamlTree document,
        String schemaPointer,
        ObjectNode schema,
        String keyword,
        JsonNode value) {
      String pointer = JsonPointers.append(schemaPointer, keyword);
      if (keyword.equals("$ref")) {
        String iri = follow(document, pointer, value);
        if (iri != null) {
          schema.put("$ref", iri);
        }
      } else if (keyword.equals("format")) {
        checkFormat(document, pointer, value);
      } else if (SchemaKeywords.ONE_SCHEMA.contains(keyword)) {
        walk(document, pointer, value);
      } else if (SchemaKeywords.NAMED_SCHEMAS.contains(keyword)) {
        value
            .properties()
            .forEach(
                named ->
                    walk(document, JsonPointers.append(pointer, named.getKey()), named.getValue()));
      } else if (SchemaKeywords.LISTED_SCHEMAS.contains(keyword)) {
        for (int i = 0; i < value.size(); i++) {
          walk(document, JsonPointers.append(pointer, i), value.get(i));
        }
      } else if (!SchemaKeywords.PLAIN.contains(keyword) && !isDescriptive(keyword)) {
        problems.add(
            document.problem(
                pointer,
                "\"" + keyword + "\" is no schema keyword that is enforced here" + hint(keyword)));
      }
    }

    private @Nullable String follow(YamlTree document, String pointer, JsonNode ref) {
      try {
        Reference target = Reference.resolve(document.path(), ref.asText());
        if (documents.tree().find(target.path()).isEmpty()) {
          String suggestion = Spelling.suggest(target.path(), documents.tree().paths());
          throw new IllegalArgumentException(
              "$ref \"" + ref.asText() + "\": there is no file " + target.path() + suggestion);
        }
        if (documents.get(target.path()).find(target.pointer()).isEmpty()) {
          throw new IllegalArgumentException(
              "$ref \""
                  + ref.asText()
                  + "\": there is nothing at #"
                  + target.pointer()
                  + " in "
                  + target.path());
        }
        refuseCircle(document, pointer, target);
        return name(target);
      } catch (IllegalArgumentException e) {
        problems.add(document.problem(pointer, String.valueOf(e.getMessage())));
      } catch (DefinitionException e) {
        problems.addAll(e.problems());
      }
      return null;
    }

    /**
     * A $ref whose target is again a $ref, and so on back to itself, would never come to a value.
     */
    private void refuseCircle(YamlTree document, String pointer, Reference target) {
      Set<Reference> seen = new HashSet<>();
      Reference next = target;
      while (seen.add(next)) {
        JsonNode ref = documents.get(next.path()).root().at(next.pointer()).path("$ref");
        if (!ref.isTextual()) {
          return;
        }
        next = Reference.resolve(next.path(), ref.textValue());
        if (documents.tree().find(next.path()).isEmpty()) {
          return; // told where that $ref stands
        }
      }
      problems.add(
          document.problem(
              pointer,
              "$ref goes in a circle: "
                  + new TreeSet<>(seen.stream().map(Reference::toString).toList())));
    }

    private static boolean isDescriptive(String keyword) {
      return SchemaKeywords.DESCRIPTIVE.contains(keyword) || keyword.startsWith("x-");
    }

    private static String hint(String keyword) {
      return keyword.indexOf(' ') >= 0
          ? "; between { and }, a text with a comma in it must be quoted"
          : Spelling.suggest(keyword, SchemaKeywords.ALL);
    }

    private void checkFormat(YamlTree document, String pointer, JsonNode format) {
      String name = format.asText();
      if (!SchemaKeywords.ENFORCED_FORMATS.contains(name)
          && !SchemaKeywords.DESCRIPTIVE_FORMATS.contains(name)) {
        String suggestion = Spelling.suggest(name, SchemaKeywords.ENFORCED_FORMATS);
        problems.add(
            document.problem(
                pointer, "\"" + name + "\" is no format that is enforced here" + suggestion));
      }
    }
  }
}
