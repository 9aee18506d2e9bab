package org.partnergateway.contracts.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.partnergateway.contracts.compiled.CheckCompiler;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Reference;

/**
 * Compiles the schemas of a definition tree, JSON Schema 2020-12, each once. {@code $ref}s lead
 * from file to file inside the tree and never to the network. Formats are enforced. Any thread may
 * ask.
 */
public final class SchemaLibrary {

  private final Documents documents;
  private final LinkedSchemas linked = new LinkedSchemas();
  private final SchemaRegistry registry = registry(linked);
  private final CheckCompiler compiler = new CheckCompiler(registry, linked::text);
  private final SchemaLinker linker;
  private final Map<Reference, MessageSchema> compiled = new HashMap<>();

  public SchemaLibrary(DefinitionTree tree) {
    this(new Documents(tree));
  }

  public SchemaLibrary(Documents documents) {
    this.documents = documents;
    this.linker = new SchemaLinker(documents, new MetaSchema(registry), linked);
  }

  /** The files that the schemas are taken from. */
  public Documents documents() {
    return documents;
  }

  /**
   * The schema at a pointer in a file; the empty pointer for the whole file.
   *
   * @throws DefinitionException when it, or any schema it refers to, is missing or is no valid
   *     schema
   */
  public synchronized MessageSchema schema(String path, String pointer) {
    Reference reference = new Reference(path, pointer);
    MessageSchema known = compiled.get(reference);
    if (known != null) {
      return known;
    }
    documents.get(path);
    MessageSchema schema = compile(reference);
    compiled.put(reference, schema);
    return schema;
  }

  /**
   * The same, or nothing when it cannot be compiled; what is wrong is then added to the problems.
   */
  public Optional<MessageSchema> schema(String path, String pointer, Problems problems) {
    try {
      return Optional.of(schema(path, pointer));
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private MessageSchema compile(Reference reference) {
    String iri = linker.link(reference);
    try {
      return new MessageSchema(iri, compiler.compile(iri), () -> validator(iri), linked);
    } catch (SchemaException e) {
      throw new DefinitionException(
          documents
              .get(reference.path())
              .problem(reference.pointer(), "the schema cannot be compiled: " + e.getMessage()));
    }
  }

  private synchronized Schema validator(String iri) {
    Schema schema = registry.getSchema(SchemaLocation.of(iri));
    schema.initializeValidators();
    return schema;
  }

  private static SchemaRegistry registry(LinkedSchemas linked) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .losslessNarrowing(true) // 1.0 is an integer, as JSON Schema says
            .typeLoose(false)
            .pathType(PathType.JSON_POINTER)
            .build();
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .format(IntegerFormat.INT32)
            .format(IntegerFormat.INT64)
            .build();
    return SchemaRegistry.withDialect(
        dialect,
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaLoader(
                    loader ->
                        loader.resourceLoaders(resources -> resources.resources(linked::text))));
  }
}
