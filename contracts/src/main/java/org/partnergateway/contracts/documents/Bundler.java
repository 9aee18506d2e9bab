package org.partnergateway.contracts.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Takes the schemas that an OpenAPI or AsyncAPI document refers to in other files into the document
 * itself, at {@code #/components/schemas/<Title>}, and turns each {@code $ref} accordingly.
 */
public final class Bundler {

  /** Of what these hold, only a schema further down may be in another file. */
  private static final Pattern NO_SCHEMA =
      Pattern.compile(
          "(?!.*/(schema|schemas|payload|properties)/)"
              + ".*/((parameters|responses|headers|requestBodies|examples|links|callbacks|paths|pathItems|webhooks|securitySchemes"
              + "|channels|operations|messages|messageTraits|servers)/[^/]+|requestBody)");

  private final Documents documents;
  private final YamlTree main;
  private final ObjectNode bundle;
  private final SchemaNames names;
  private final Problems problems = new Problems();

  private Bundler(Documents documents, YamlTree main) {
    this.documents = documents;
    this.main = main;
    this.bundle = main.object().deepCopy();
    this.names = new SchemaNames(main);
  }

  /**
   * Bundles a document.
   *
   * @throws DefinitionException when a {@code $ref} leads nowhere, out of the tree, or to another
   *     file for something that is no schema
   */
  public static Bundle bundle(Documents documents, String path) {
    Bundler bundler = new Bundler(documents, documents.get(path));
    bundler.run();
    bundler.problems.throwIfAny();
    return new Bundle(bundler.bundle);
  }

  private void run() {
    turn(main, "", bundle);
    for (Reference schema = names.next(); schema != null; schema = names.next()) {
      embed(schema);
    }
  }

  private void embed(Reference schema) {
    YamlTree document = documents.get(schema.path());
    JsonNode copy = document.root().at(schema.pointer()).deepCopy();
    if (schema.pointer().isEmpty() && copy instanceof ObjectNode object) {
      object.remove(List.of("$schema", "$id"));
    }
    turn(document, schema.pointer(), copy);
    schemas().set(names.of(schema), copy);
  }

  private ObjectNode schemas() {
    return bundle.withObject("/components/schemas");
  }

  private void turn(YamlTree document, String pointer, JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : new ArrayList<>(object.properties())) {
        String place = JsonPointers.append(pointer, member.getKey());
        if (member.getKey().equals("$ref") && member.getValue().isTextual()) {
          turnReference(document, place, object);
        } else {
          turn(document, place, member.getValue());
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        turn(document, JsonPointers.append(pointer, i), node.get(i));
      }
    }
  }

  private void turnReference(YamlTree document, String place, ObjectNode holder) {
    String ref = holder.path("$ref").textValue();
    try {
      Reference target = Reference.resolve(document.path(), ref);
      if (documents.get(target.path()).find(target.pointer()).isEmpty()) {
        throw new IllegalArgumentException(
            "$ref \""
                + ref
                + "\": there is nothing at #"
                + target.pointer()
                + " in "
                + target.path());
      }
      boolean outside = !target.path().equals(main.path());
      if (outside && document == main && NO_SCHEMA.matcher(JsonPointers.parent(place)).matches()) {
        throw new IllegalArgumentException(
            "$ref \""
                + ref
                + "\": only schemas may be in other files; write this one here, under components");
      }
      holder.set(
          "$ref",
          TextNode.valueOf(outside ? names.refTo(target, documents) : "#" + target.pointer()));
    } catch (IllegalArgumentException e) {
      problems.add(document.problem(place, String.valueOf(e.getMessage())));
    } catch (DefinitionException e) {
      problems.add(document.problem(place, "$ref \"" + ref + "\": " + e.problems().get(0)));
    }
  }
}
