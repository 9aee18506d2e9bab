package org.partnergateway.routes.batches.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.BatchLine;
import org.partnergateway.routes.batches.BatchSource;
import org.partnergateway.routes.batches.LineOutcome;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.operations.OperationRequest;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.store.Fingerprint;
import org.springframework.transaction.support.TransactionTemplate;

/** Every line is an operation, tried durably; its end is the line's. */
public final class OperationKind implements BatchKind {
  private static final int AT_ONCE = 50;
  private static final String BODY = "/body";

  private final String name;
  private final CanonicalOperation operation;
  private final String schema;
  private final OperationService service;
  private final TransactionTemplate savepoint;

  /**
   * @param schema what the operation's requests satisfy
   * @param savepoint undoes one line and no other
   */
  public OperationKind(
      String name,
      CanonicalOperation operation,
      String schema,
      OperationService service,
      TransactionTemplate savepoint) {
    this.name = name;
    this.operation = operation;
    this.schema = schema;
    this.service = service;
    this.savepoint = savepoint;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String lineSchema() {
    return schema;
  }

  @Override
  public int linesAtOnce() {
    return AT_ONCE;
  }

  @Override
  public List<LineOutcome> apply(BatchSource source, List<BatchLine> lines) {
    List<LineOutcome> outcomes = new ArrayList<>(lines.size());
    for (BatchLine line : lines) {
      outcomes.add(apply(source, line));
    }
    return outcomes;
  }

  private LineOutcome apply(BatchSource source, BatchLine line) {
    ObjectNode body = (ObjectNode) line.content();
    OperationRequest request =
        new OperationRequest(
            operation,
            source.caller(),
            source.batchId() + "/" + line.number(),
            Fingerprint.of(operation.name(), StrictJson.write(body)),
            body,
            true,
            Map.of());
    try {
      return new LineOutcome.Pending(
          Objects.requireNonNull(savepoint.execute(nested -> service.enqueue(request))));
    } catch (ProblemException e) {
      return failed(e.problem());
    } catch (InvalidDocumentException e) {
      return new LineOutcome.Failed(String.valueOf(e.getMessage()), null);
    }
  }

  private static LineOutcome failed(Problem problem) {
    List<Violation> errors = problem.errors().stream().map(OperationKind::inTheLine).toList();
    StringBuilder reason = new StringBuilder(problem.detail());
    errors.forEach(error -> reason.append(' ').append(error).append('.'));
    return new LineOutcome.Failed(
        reason.toString(), errors.isEmpty() ? null : errors.getFirst().pointer());
  }

  /** A line is its request's body. */
  private static Violation inTheLine(Violation error) {
    return new Violation(
        error.pointer().startsWith(BODY)
            ? error.pointer().substring(BODY.length())
            : error.pointer(),
        error.keyword(),
        error.message());
  }
}
