package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One OpenAPI or Swagger document of a vendor, its schemas compiled as it means them. */
final class VendorDocument {
  private static final String IRI = "vendor:document";

  private final Path file;
  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> compiled = new HashMap<>();

  private VendorDocument(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .losslessNarrowing(true)
            .typeLoose(false)
            .pathType(PathType.JSON_POINTER)
            .build();
    this.registry =
        SchemaRegistry.withDialect(
            dialect(root),
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemaLoader(
                        loader ->
                            loader.resourceLoaders(
                                resources ->
                                    resources.resources(
                                        iri -> iri.equals(IRI) ? root.toString() : null))));
  }

  static VendorDocument read(Path file) {
    return new VendorDocument(file, Siblings.merge(file, tree(file)));
  }

  /** A JSON or YAML file. */
  static JsonNode tree(Path file) {
    try {
      ObjectMapper mapper =
          file.toString().endsWith(".yaml")
              ? new ObjectMapper(new YAMLFactory())
              : new ObjectMapper();
      return mapper.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Schemas of Swagger 2.0 are a part of draft 4, those of OpenAPI 3.0 have a dialect of their own.
   */
  private static Dialect dialect(JsonNode root) {
    if (root.has("swagger")) {
      return Dialects.getDraft4();
    }
    return root.path("openapi").asText().startsWith("3.0")
        ? Dialects.getOpenApi30()
        : Dialects.getDraft202012();
  }

  Path file() {
    return file;
  }

  boolean isSwagger2() {
    return root.has("swagger");
  }

  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** Where a pointer leads once each {@code $ref} on its way has been followed. */
  String resolve(String pointer) {
    String place = pointer;
    for (int hops = 0; root.at(place).path("$ref").isTextual(); hops++) {
      String reference = root.at(place).path("$ref").asText();
      if (!reference.startsWith("#/") || hops > 20) {
        throw new AssertionError(file + "#" + place + ": can't follow " + reference);
      }
      place = reference.substring(1);
    }
    return place;
  }

  /** What is wrong with the value; the schema is compiled at its first use. */
  List<String> check(String pointer, JsonNode value) {
    return schema(pointer).validate(value).stream().map(VendorDocument::line).toList();
  }

  private static String line(Error error) {
    return error.getInstanceLocation() + " " + error.getKeyword() + ": " + error.getMessage();
  }

  /**
   * @throws AssertionError when it can't be compiled, for then it would refuse nothing
   */
  private Schema schema(String pointer) {
    return compiled.computeIfAbsent(
        pointer,
        place -> {
          try {
            Schema schema = registry.getSchema(SchemaLocation.of(IRI + "#" + place));
            schema.initializeValidators();
            return schema;
          } catch (SchemaException e) {
            throw new AssertionError(
                "%s#%s can't be compiled: %s".formatted(file, place, e.getMessage()), e);
          }
        });
  }
}
