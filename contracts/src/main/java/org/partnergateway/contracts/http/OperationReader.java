package org.partnergateway.contracts.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.xml.SchemaShapes;
import org.partnergateway.contracts.xml.XmlDocument;
import org.partnergateway.contracts.xml.XmlMedia;

/** Makes operations out of Swagger Parser's, compiling their schemas. */
final class OperationReader {

  private final SchemaLibrary library;
  private final YamlTree document;
  private final OpenAPI model;
  private final Problems problems;
  private final SchemaShapes shapes;

  OperationReader(SchemaLibrary library, YamlTree document, OpenAPI model, Problems problems) {
    this.library = library;
    this.document = document;
    this.model = model;
    this.problems = problems;
    this.shapes = new SchemaShapes(library.documents(), problems);
  }

  /**
   * @param pointer JSON Pointer of the path item
   */
  HttpOperation read(
      String id,
      String template,
      String method,
      PathItem item,
      Operation operation,
      String pointer) {
    String place = JsonPointers.append(pointer, method.toLowerCase(Locale.ROOT));
    ParameterReader parameters = new ParameterReader(library, document, problems);
    addParameters(parameters, item.getParameters(), pointer);
    addParameters(parameters, operation.getParameters(), place);
    parameters.checkPath(template, place);

    Content request = new Content();
    boolean required = false;
    if (operation.getRequestBody() != null) {
      Local<RequestBody> body = resolve(operation.getRequestBody(), place + "/requestBody");
      request = content(body.value().getContent(), body.pointer());
      required = Boolean.TRUE.equals(body.value().getRequired());
    }

    Map<String, Content> responses = new LinkedHashMap<>();
    if (operation.getResponses() != null) {
      operation
          .getResponses()
          .forEach(
              (status, response) -> {
                Local<ApiResponse> local =
                    resolve(response, JsonPointers.append(place + "/responses", status));
                responses.put(
                    status.toUpperCase(Locale.ROOT).replace("DEFAULT", "default"),
                    content(local.value().getContent(), local.pointer()));
              });
    }
    return new HttpOperation(
        id,
        method,
        template,
        parameters.list(),
        request,
        required,
        responses,
        requiresSecurity(operation));
  }

  private void addParameters(
      ParameterReader reader, @Nullable List<Parameter> parameters, String holder) {
    for (int i = 0; parameters != null && i < parameters.size(); i++) {
      String pointer = JsonPointers.append(holder + "/parameters", i);
      Parameter parameter = parameters.get(i);
      String ref = parameter.get$ref();
      if (ref != null) {
        Parameter shared =
            components(
                model.getComponents() == null ? null : model.getComponents().getParameters(), ref);
        reader.add(shared == null ? parameter : shared, ref.substring(1), pointer);
      } else {
        reader.add(parameter, pointer, pointer);
      }
    }
  }

  private Local<RequestBody> resolve(RequestBody body, String pointer) {
    String ref = body.get$ref();
    RequestBody shared =
        ref == null ? null : components(model.getComponents().getRequestBodies(), ref);
    return shared == null
        ? new Local<>(body, pointer)
        : new Local<>(shared, Objects.requireNonNull(ref).substring(1));
  }

  private Local<ApiResponse> resolve(ApiResponse response, String pointer) {
    String ref = response.get$ref();
    ApiResponse shared = ref == null ? null : components(model.getComponents().getResponses(), ref);
    return shared == null
        ? new Local<>(response, pointer)
        : new Local<>(shared, Objects.requireNonNull(ref).substring(1));
  }

  private static <T> @Nullable T components(@Nullable Map<String, T> components, String ref) {
    return components == null ? null : components.get(JsonPointers.lastName(ref));
  }

  private Content content(
      io.swagger.v3.oas.models.media.@Nullable Content declared, String holder) {
    Content content = new Content();
    if (declared != null) {
      for (String mediaType : declared.keySet()) {
        String pointer = JsonPointers.append(holder + "/content", mediaType) + "/schema";
        MessageSchema schema =
            document.find(pointer).isEmpty()
                ? null
                : library.schema(document.path(), pointer, problems).orElse(null);
        if (XmlMedia.isXml(mediaType)) {
          content.add(mediaType, schema, xml(schema, pointer));
        } else {
          content.add(mediaType, schema);
        }
        if (mediaType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
          content.addParts(
              mediaType,
              new PartReader(document).read(JsonPointers.append(holder + "/content", mediaType)));
        }
      }
    }
    return content;
  }

  private XmlDocument xml(@Nullable MessageSchema sound, String pointer) {
    return sound == null ? XmlDocument.ANYTHING : shapes.document(document.path(), pointer);
  }

  private boolean requiresSecurity(Operation operation) {
    List<SecurityRequirement> requirements =
        operation.getSecurity() != null ? operation.getSecurity() : model.getSecurity();
    return requirements != null
        && !requirements.isEmpty()
        && requirements.stream().noneMatch(Map::isEmpty);
  }

  /** Something of the model and where it stands in the document. */
  private record Local<T>(T value, String pointer) {}
}
