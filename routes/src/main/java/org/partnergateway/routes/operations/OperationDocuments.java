package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;

/** An operation record as the canonical API shows it. */
public final class OperationDocuments {
  private OperationDocuments() {}

  public static ObjectNode of(Operation operation) {
    NewOperation asked = operation.asked();
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", operation.id());
    document.put("kind", asked.kind());
    document.put("status", operation.status().text());
    document.put("partner", asked.partner());
    if (asked.resourceKind() != null && asked.resourceId() != null) {
      document
          .putObject("resource")
          .put("kind", asked.resourceKind())
          .put("id", asked.resourceId())
          .put("href", href(asked.resourceKind(), asked.resourceId()));
    }
    if (operation.failure() != null) {
      document.put("failure", operation.failure());
    }
    if (operation.problem() != null) {
      document.set("problem", operation.problem());
    }
    if (operation.nextAttemptAt() != null) {
      document.put("next_attempt_at", operation.nextAttemptAt().toString());
    }
    if (operation.resolution() != null) {
      document.set("resolution", operation.resolution());
    }
    if (asked.plan() != null && asked.plan().path("choice").isObject()) {
      document.set("choice", asked.plan().get("choice"));
    }
    document.put("attempts", operation.attempts());
    document.put("reference", asked.reference());
    document.put("created_at", operation.createdAt().toString());
    document.put("updated_at", operation.updatedAt().toString());
    return document;
  }

  /** Where the canonical API has a resource. */
  public static String href(String kind, String id) {
    return "/v1/%s/%s".formatted(DocumentKind.of(kind).plural(), id);
  }
}
