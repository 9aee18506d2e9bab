package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.inventory.InventoryIntake;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.inventory.InventoryUpdates;
import org.partnergateway.routes.store.inventory.StoredFigure;
import org.partnergateway.routes.store.inventory.StoredUpdate;

/** Stock in bulk: taken, and what has become of it. */
public final class InventoryUpdatesApi implements ApiSection, BulkWrite {
  private static final String OPERATION = "publishInventoryLevel";
  private static final List<String> OUTCOMES =
      List.of(
          "waiting",
          "publishing",
          "succeeded",
          "declined",
          "failed",
          "outcome_unknown",
          "superseded");

  private final InventoryIntake intake;
  private final InventoryUpdates updates;

  public InventoryUpdatesApi(InventoryIntake intake, InventoryUpdates updates) {
    this.intake = intake;
    this.updates = updates;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getInventoryUpdate", this::get, "listInventoryUpdateLevels", this::list);
  }

  @Override
  public boolean takes(HttpOperation operation, ApiRequest request) {
    return operation.id().equals(OPERATION) && request.object().has("levels");
  }

  @Override
  public Answer write(HttpOperation operation, ApiRequest request) {
    String what = operation.method() + " " + operation.expandPath(request.path());
    InventoryIntake.Accepted accepted =
        intake.accept(
            request.caller(),
            String.valueOf(request.idempotencyKey()),
            Fingerprint.of(what, request.rawBody()),
            request.object());
    Map<String, String> headers = new HashMap<>();
    headers.put("Location", href(accepted.update().id()));
    if (accepted.replayed()) {
      headers.put("Idempotency-Replayed", "true");
    }
    return Answer.json(202, StrictJson.write(document(accepted.update()))).withHeaders(headers);
  }

  private Answer get(ApiRequest request) {
    return Answer.json(200, StrictJson.write(document(find(request))));
  }

  private Answer list(ApiRequest request) {
    StoredUpdate update = find(request);
    Page<StoredFigure> page =
        Paging.read(
            () ->
                updates.list(
                    update.id(),
                    request.queryParameter("status"),
                    Paging.cursor(request),
                    Paging.limit(request)));
    return Paging.answer(
        page.data().stream().map(InventoryUpdatesApi::document).toList(), page.nextCursor());
  }

  private StoredUpdate find(ApiRequest request) {
    String id = request.pathParameter("inventory_update_id");
    return updates
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no inventory update %s.".formatted(id))
                    .exception());
  }

  private static ObjectNode document(StoredUpdate update) {
    int open = count(update, "waiting") + count(update, "publishing");
    ObjectNode document = StrictJson.nodes().objectNode().put("id", update.id());
    document.put("status", open == 0 ? "completed" : "running");
    document.put("levels", href(update.id()) + "/levels");
    ObjectNode counts = document.putObject("counts");
    counts.put("total", update.counts().values().stream().mapToInt(n -> n).sum());
    OUTCOMES.forEach(outcome -> counts.put(outcome, count(update, outcome)));
    return document.put("created_at", update.createdAt().toString());
  }

  private static int count(StoredUpdate update, String outcome) {
    return update.counts().getOrDefault(outcome, 0);
  }

  private static String href(String id) {
    return "/v1/inventory-updates/" + id;
  }

  private static ObjectNode document(StoredFigure figure) {
    ObjectNode document = StrictJson.nodes().objectNode().put("place", figure.place());
    for (String member : List.of("partner", "sku", "location_id", "available", "as_of")) {
      if (figure.figure().has(member)) {
        document.set(member, figure.figure().get(member));
      }
    }
    document.put("status", figure.status());
    if (figure.operationId() != null) {
      document.put("operation_id", figure.operationId());
    }
    JsonNode outcome = figure.outcome();
    if (outcome != null) {
      text(outcome, "reason", 2000, document);
      text(outcome, "code", 200, document);
    } else if (figure.status().equals("superseded")) {
      document.put("reason", "A figure of this level that is as new or newer goes on instead.");
    }
    return document.put("updated_at", figure.updatedAt().toString());
  }

  private static void text(JsonNode outcome, String member, int most, ObjectNode document) {
    String text = outcome.path(member).asText("");
    if (!text.isEmpty()) {
      document.put(member, text.length() > most ? text.substring(0, most) : text);
    }
  }
}
