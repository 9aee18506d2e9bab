package org.partnergateway.routes.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.OperationFinisher.LeaseLostException;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes one operation, which is the caller's by its lease, to its partner and to its end. */
public final class OperationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

  /** How long an operation may take with all its attempts. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long nobody else may touch it: longer than it can take. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private final Operations operations;
  private final OperationReader reader;
  private final ContextReader contexts;
  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final OperationFinisher finisher;
  private final TransactionTemplate transactions;
  private final RunningOperations running;

  public OperationRunner(
      Operations operations,
      OperationReader reader,
      ContextReader contexts,
      MappingInputs inputs,
      Dispatcher dispatcher,
      OperationFinisher finisher,
      TransactionTemplate transactions,
      RunningOperations running) {
    this.operations = operations;
    this.reader = reader;
    this.contexts = contexts;
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.finisher = finisher;
    this.transactions = transactions;
    this.running = running;
  }

  /** One whose caller waits. */
  Answer run(Operation operation, PartnerOperation partner) {
    return run(operation, partner, Lane.INTERACTIVE);
  }

  /**
   * @return what the caller is answered
   */
  Answer run(Operation operation, PartnerOperation partner, Lane lane) {
    running.begin(operation.lease());
    try {
      NewOperation asked = operation.asked();
      OutboundCall call =
          new OutboundCall(
              inputs.write(partner, asked, context(asked)),
              Deadline.in(PATIENCE),
              asked.reference(),
              lane);
      if (!operations.markInFlight(operation.lease(), LEASE)) {
        throw new LeaseLostException(operation.id());
      }
      send(partner, call);
      Operation sent = reader.find(operation.id()).orElse(operation);
      return Objects.requireNonNull(
          transactions.execute(transaction -> finisher.finish(sent, partner, call)));
    } catch (LeaseLostException e) {
      LOG.warn("{}", e.getMessage());
      return Problem.of(
              ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
              "The operation is being looked after by another process; ask for it again.")
          .with("operation_id", operation.id())
          .withRetryAfter(Duration.ofSeconds(1))
          .answer();
    } finally {
      running.end(operation.lease());
    }
  }

  private Context context(NewOperation asked) {
    String kind = asked.resourceKind();
    String id = asked.resourceId();
    return contexts.read(kind == null || id == null ? Map.of() : Map.of(kind, id), asked.request());
  }

  /** A fault of our own on the way is no proof that the partner did nothing. */
  private void send(PartnerOperation partner, OutboundCall call) {
    try {
      dispatcher.send(partner, call);
    } catch (RuntimeException e) {
      LOG.error("A call of {} broke", partner.routeUri(), e);
      call.fail(
          new OutboundFailure(
              Failure.OUTCOME_UNKNOWN,
              "The gateway failed while the partner was asked; its log says why.",
              List.of(),
              null,
              null));
    } finally {
      // Told to stop, the call has ended; what came of it is stored all the same.
      Thread.interrupted();
    }
  }
}
