package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.DeadLetters;
import org.partnergateway.routes.operations.OperationDocuments;
import org.partnergateway.routes.operations.OperationResolution;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationFilter;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;

/** What was asked of partners, and what became of it. */
public final class OperationsApi implements ApiSection {
  private final OperationReader operations;
  private final OperationResolution resolution;
  private final DeadLetters deadLetters;

  public OperationsApi(
      OperationReader operations, OperationResolution resolution, DeadLetters deadLetters) {
    this.operations = operations;
    this.resolution = resolution;
    this.deadLetters = deadLetters;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listOperations",
        this::list,
        "getOperation",
        this::get,
        "resolveOperation",
        this::resolve,
        "replayOperation",
        this::replay);
  }

  private Answer resolve(ApiRequest request) {
    Operation operation =
        resolution.resolve(
            request.pathParameter("operation_id"), request.caller(), request.object());
    return Answer.json(200, StrictJson.write(OperationDocuments.of(operation)));
  }

  private Answer replay(ApiRequest request) {
    String id = request.pathParameter("operation_id");
    ObjectNode body = request.object();
    if (body.path("dry_run").asBoolean()) {
      return Answer.json(200, StrictJson.write(deadLetters.preview(id)));
    }
    JsonNode reason = body.path("reason");
    Operation operation =
        deadLetters.replay(id, request.caller(), reason.isTextual() ? reason.asText() : null);
    return Answer.json(202, StrictJson.write(OperationDocuments.of(operation)))
        .withHeaders(Map.of("Location", "/v1/operations/" + id, "Retry-After", "1"));
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("operation_id");
    Operation operation =
        operations
            .find(id)
            .orElseThrow(
                () ->
                    Problem.of(ProblemType.NOT_FOUND, "There is no operation %s.".formatted(id))
                        .exception());
    return Answer.json(200, StrictJson.write(OperationDocuments.of(operation)));
  }

  private Answer list(ApiRequest request) {
    String status = request.queryParameter("status");
    OperationFilter filter =
        new OperationFilter(
            status == null ? null : OperationStatus.of(status),
            request.queryParameter("partner"),
            request.queryParameter("order_id"));
    Page<Operation> page =
        Paging.read(() -> operations.list(filter, Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(OperationDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }
}
