package org.partnergateway.routes.operations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.CredentialMask;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.operations.SentRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one operation, which is the caller's by its lease, to its partner and to its end. The only
 * way on which a write leaves.
 */
public final class OperationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

  /** How long an operation may take with all its attempts. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long nobody else may touch it while its process lives: longer than it can take. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private final Operations operations;
  private final ContextReader contexts;
  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final OperationFinisher finisher;
  private final Redirection redirection;
  private final SureTransaction transactions;
  private final RunningOperations running;
  private final InstantSource clock;

  public OperationRunner(
      Operations operations,
      ContextReader contexts,
      MappingInputs inputs,
      Dispatcher dispatcher,
      OperationFinisher finisher,
      Redirection redirection,
      SureTransaction transactions,
      RunningOperations running,
      InstantSource clock) {
    this.operations = operations;
    this.contexts = contexts;
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.finisher = finisher;
    this.redirection = redirection;
    this.transactions = transactions;
    this.running = running;
    this.clock = clock;
  }

  /** One whose caller waits. */
  Optional<Answer> run(Operation operation, PartnerOperation partner) {
    return run(operation, partner, Lane.INTERACTIVE);
  }

  /**
   * @return what the caller is answered; empty when it goes on by itself
   */
  Optional<Answer> run(Operation operation, PartnerOperation partner, Lane lane) {
    running.begin(operation.lease());
    try {
      Set<String> asked = new HashSet<>();
      Attempted attempted = attempt(operation, partner, lane);
      while (asked.add(attempted.partner().partner())) {
        Attempted last = attempted;
        Redirection.Redirected next =
            redirection.after(last.operation(), last.partner(), last.call(), asked);
        if (next == null) {
          break;
        }
        attempted = attempt(next.operation(), next.partner(), lane);
      }
      Attempted end = attempted;
      return transactions.run(() -> finisher.finish(end.operation(), end.partner(), end.call()));
    } catch (LeaseLostException e) {
      LOG.warn("{}", e.getMessage());
      return Optional.of(
          Problem.of(
                  ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
                  "The operation is being looked after by another process; ask for it again.")
              .with("operation_id", operation.id())
              .withRetryAfter(Duration.ofSeconds(1))
              .answer());
    } finally {
      running.end(operation.lease());
    }
  }

  private record Attempted(Operation operation, PartnerOperation partner, OutboundCall call) {}

  private Attempted attempt(Operation operation, PartnerOperation partner, Lane lane) {
    NewOperation asked = operation.asked();
    OutboundCall call =
        new OutboundCall(
            inputs.write(partner, asked, contexts.of(asked)),
            Deadline.in(PATIENCE),
            asked.reference(),
            lane);
    SentRequest again = Repeats.bytes(operation, partner, clock.instant());
    if (again != null) {
      call.repeat(CredentialMask.of(partner).show(again));
    }
    call.askBeforeSending(
        kept -> operations.markInFlight(operation.lease(), LEASE, kept, again != null));
    if (operation.settling() != null
        || (operation.inDoubt() && !Repeats.harmless(operation, partner, clock.instant()))) {
      call.fail(tooLate(partner));
    } else {
      send(partner, call);
    }
    if (call.forbidden()) {
      throw new LeaseLostException(operation.id());
    }
    Operation now =
        call.handedOver()
            ? operation.handedOver(call.kept(), again != null, clock.instant())
            : operation;
    return new Attempted(now, partner, call);
  }

  private static OutboundFailure tooLate(PartnerOperation partner) {
    return OutboundFailure.of(
        Failure.OUTCOME_UNKNOWN,
        "%s may have been asked, and can't be asked again without the risk that it is done twice. A person has to look."
            .formatted(partner.partner()));
  }

  /** A fault of our own on the way is no proof that the partner did nothing, once it was let go. */
  private void send(PartnerOperation partner, OutboundCall call) {
    try {
      dispatcher.send(partner, call);
    } catch (RuntimeException e) {
      if (!call.handedOver()) {
        throw e;
      }
      LOG.error("A call of {} broke", partner.routeUri(), e);
      call.fail(
          OutboundFailure.of(
              Failure.OUTCOME_UNKNOWN,
              "The gateway failed while the partner was asked; its log says why."));
    } finally {
      // Told to stop, the call has ended; what came of it is stored all the same.
      Thread.interrupted();
    }
  }
}
