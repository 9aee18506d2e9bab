package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.operations.Outcome;
import org.partnergateway.routes.store.operations.Response;

/** Writes an operation's record and tells of it, in the caller's one transaction. */
public final class OperationRecorder {
  private final Operations operations;
  private final OperationReader reader;
  private final LedgerEvents events;

  public OperationRecorder(Operations operations, OperationReader reader, LedgerEvents events) {
    this.operations = operations;
    this.reader = reader;
    this.events = events;
  }

  /**
   * Notes how an attempt ended.
   *
   * @throws LeaseLostException when it is somebody else's by now; then all must be rolled back
   */
  void write(Operation operation, Outcome outcome) {
    if (!operations.finish(operation.lease(), outcome)) {
      throw new LeaseLostException(operation.id());
    }
    reader.find(operation.id()).ifPresent(this::tell);
  }

  /** Appends the event that the operation has changed. */
  void tell(Operation now) {
    events.append(
        "operation.updated",
        now.id(),
        now.asked().orderId(),
        now.asked().partner(),
        OperationDocuments.of(now));
  }

  /** An answer as it is kept. */
  static Response response(Answer answer) {
    ObjectNode headers = StrictJson.nodes().objectNode();
    answer.headers().forEach(headers::put);
    if (answer.mediaType() != null) {
      headers.put("Content-Type", answer.mediaType());
    }
    return new Response(answer.status(), headers, answer.body());
  }
}
