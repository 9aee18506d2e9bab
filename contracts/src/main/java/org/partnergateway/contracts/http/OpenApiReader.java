package org.partnergateway.contracts.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.documents.Bundle;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.SchemaLibrary;

/**
 * Reads an OpenAPI document: Swagger Parser judges the document and gives the operations; schemas
 * are compiled from the document itself, since Swagger's model loses keywords.
 */
final class OpenApiReader {

  private final SchemaLibrary library;
  private final YamlTree document;
  private final Problems problems = new Problems();

  OpenApiReader(SchemaLibrary library, YamlTree document) {
    this.library = library;
    this.document = document;
  }

  HttpContract read(Bundle bundle) {
    OpenAPI model = parse(bundle);
    Map<String, HttpOperation> operations = new LinkedHashMap<>();
    Map<String, HttpOperation> webhooks = new LinkedHashMap<>();
    if (model != null) {
      OperationReader reader = new OperationReader(library, document, model, problems);
      orEmpty(model.getPaths())
          .forEach((template, item) -> readPath(reader, template, item, operations));
      orEmpty(model.getWebhooks())
          .forEach((name, item) -> readWebhook(reader, name, item, webhooks));
    }
    problems.throwIfAny();
    return new HttpContract(document.path(), operations, webhooks);
  }

  private void readPath(
      OperationReader reader,
      String template,
      PathItem item,
      Map<String, HttpOperation> operations) {
    String pointer = JsonPointers.append("/paths", template);
    for (Map.Entry<PathItem.HttpMethod, Operation> entry : operations(pointer, item).entrySet()) {
      String place = JsonPointers.append(pointer, entry.getKey().name().toLowerCase(Locale.ROOT));
      String id = entry.getValue().getOperationId();
      if (id == null) {
        problems.add(
            document.problem(place, "the operation needs an operationId, by which it is called"));
      } else if (operations.containsKey(id)) {
        problems.add(
            document.problem(
                place + "/operationId",
                "another operation has the operationId \"" + id + "\" already"));
      } else {
        operations.put(
            id, reader.read(id, template, entry.getKey().name(), item, entry.getValue(), pointer));
      }
    }
  }

  private void readWebhook(
      OperationReader reader, String name, PathItem item, Map<String, HttpOperation> webhooks) {
    String pointer = JsonPointers.append("/webhooks", name);
    Map<PathItem.HttpMethod, Operation> operations = operations(pointer, item);
    if (operations.size() != 1) {
      problems.add(document.problem(pointer, "a webhook must have exactly one method"));
      return;
    }
    operations.forEach(
        (method, operation) -> {
          String id = operation.getOperationId() == null ? name : operation.getOperationId();
          webhooks.put(name, reader.read(id, "", method.name(), item, operation, pointer));
        });
  }

  private Map<PathItem.HttpMethod, Operation> operations(String pointer, PathItem item) {
    if (item.get$ref() != null) {
      problems.add(document.problem(pointer, "a path must be written here, not referred to"));
    }
    return item.readOperationsMap();
  }

  private @Nullable OpenAPI parse(Bundle bundle) {
    String version = bundle.document().path("openapi").asText();
    if (!version.startsWith("3.1.")) {
      problems.add(
          document.problem(
              "/openapi", "must be an OpenAPI 3.1 document, but says \"" + version + "\""));
      return null;
    }
    ParseOptions options = new ParseOptions();
    options.setResolve(false); // nothing is left to resolve, and nothing may be fetched
    SwaggerParseResult result =
        new OpenAPIV3Parser().parseJsonNode(null, bundle.document(), options);
    for (String message : result.getMessages() == null ? List.<String>of() : result.getMessages()) {
      problems.add(document.problem(SwaggerMessage.pointer(message), message));
    }
    return result.getOpenAPI();
  }

  private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }
}
