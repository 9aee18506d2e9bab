package org.partnergateway.adapters.client;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthSchemes;
import org.partnergateway.adapters.client.PartnerOutcome.Failed;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.policy.Refusal;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.policy.RetryBudget;
import org.partnergateway.adapters.signature.KeyUnavailableException;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.Transport;

/** Calls one partner. Blocks; meant for virtual threads, any number of them. */
public final class PartnerClient implements AutoCloseable {
  private final Partner partner;
  private final Map<String, OperationRuntime> operations;
  private final AuthSchemes auth;
  private final AttemptMaker attempts;
  private final RetryBudget budget;
  private final Transport transport;
  private final Time time;
  private final AtomicBoolean open = new AtomicBoolean(true);
  // Calls under way, and one more until it is closed.
  private final AtomicInteger users = new AtomicInteger(1);

  PartnerClient(
      Partner partner,
      Map<String, OperationRuntime> operations,
      AuthSchemes auth,
      Transport transport,
      RetryBudget budget,
      Time time) {
    this.partner = partner;
    this.operations = Map.copyOf(operations);
    this.auth = auth;
    this.attempts = new AttemptMaker(partner, transport, time);
    this.budget = budget;
    this.transport = transport;
    this.time = time;
  }

  /** Whom it calls. */
  public Partner partner() {
    return partner;
  }

  /**
   * Asks the partner, again where that does no harm, and at most until the call's deadline.
   *
   * @throws IllegalArgumentException when the adapter file has no such operation
   */
  public PartnerOutcome call(PartnerCall call) {
    OperationRuntime operation = operations.get(call.operation());
    if (operation == null) {
      throw new IllegalArgumentException(
          "Partner " + partner.id() + " has no operation " + call.operation());
    }
    long start = time.nanos();
    PartnerOutcome outcome = join() ? courseOf(call, operation) : closed();
    operation.meters().ended(outcome, time.nanos() - start);
    return outcome;
  }

  /**
   * Why a call would be held back now, so that nothing needs to be made ready for it; takes
   * nothing.
   *
   * @return null when it may get through
   */
  public @Nullable Failed heldBack(String operation, Lane lane, Deadline deadline) {
    OperationRuntime asked = operations.get(operation);
    if (asked == null) {
      return null;
    }
    try {
      asked.guard().check(lane, deadline);
      return null;
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      Failed failed =
          new Failed(
              refusal.failure(),
              refusal.detail(),
              PartnerError.NONE,
              refusal.retryAfter(),
              0,
              null);
      asked.meters().ended(failed, 0);
      return failed;
    }
  }

  private PartnerOutcome courseOf(PartnerCall call, OperationRuntime operation) {
    try {
      budget.called();
      return new CallCourse(call, operation, attempts, time).run();
    } finally {
      leave();
    }
  }

  /**
   * Gets what is no operation, such as a key that messages are verified by. A proof that is refused
   * is renewed once.
   *
   * @param proving what proves there who calls
   */
  public HttpAnswer get(URI address, AuthDefinition proving) throws KeyUnavailableException {
    if (!join()) {
      throw new KeyUnavailableException("The partner's client is closed.");
    }
    try {
      return new PlainGet(partner, auth.of(proving), transport, time).get(address);
    } finally {
      leave();
    }
  }

  private static PartnerOutcome closed() {
    return new Failed(
        Failure.UNAVAILABLE, "The partner's client is closed.", PartnerError.NONE, null, 0, null);
  }

  private boolean join() {
    return users.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      transport.close();
    }
  }

  /** Takes no more calls once those under way have ended; they are not cut. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      leave();
    }
  }
}
