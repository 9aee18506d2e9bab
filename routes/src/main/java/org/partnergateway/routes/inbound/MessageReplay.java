package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.ledger.Witness;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxStatus;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.inbox.Replay;
import org.partnergateway.routes.store.inbox.Settled;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies a stored message again by today's mapping, because a person wants it: whatever became of
 * it before, also when it conflicts with another. One that can't be applied stays as it was.
 */
public final class MessageReplay {
  private final InboxWork work;
  private final InboxReader reader;
  private final InboxDelivery delivery;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public MessageReplay(
      InboxWork work,
      InboxReader reader,
      InboxDelivery delivery,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.work = work;
    this.reader = reader;
    this.delivery = delivery;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Shows what applying the message would change, and changes nothing.
   *
   * @throws ProblemException when it can't be applied, isn't there, or is being applied just now
   */
  public Replayed tryOut(long id) {
    return run(id, null);
  }

  /**
   * Applies the message, once, and notes who wanted it.
   *
   * @throws ProblemException as {@link #tryOut}; then nothing was changed
   */
  public Replayed replay(long id, String caller, String reason) {
    return run(id, new Replay(clock.instant(), caller, reason));
  }

  private Replayed run(long id, @Nullable Replay replay) {
    try {
      return Objects.requireNonNull(
          transactions.execute(transaction -> run(transaction, id, replay)));
    } catch (ConcurrencyFailureException e) {
      throw busy(id);
    }
  }

  private Replayed run(TransactionStatus transaction, long id, @Nullable Replay replay) {
    InboxItem item = work.claimOne(id);
    if (item == null) {
      throw reader.find(id).isPresent() ? busy(id) : notThere(id);
    }
    Witness witness = new Witness(MessageIds.text(id));
    Delivered delivered = witness.watch(() -> delivery.deliver(item));
    if (delivered.settled().status() != InboxStatus.APPLIED) {
      throw notApplicable(delivered);
    }
    if (replay == null) {
      transaction.setRollbackOnly();
    } else {
      work.settle(List.of(Settled.applied(id)));
      work.noteReplay(id, replay);
    }
    return new Replayed(witness.changes(), witness.events());
  }

  private static ProblemException notApplicable(Delivered delivered) {
    Exception failure = delivered.failure();
    List<Violation> places =
        failure instanceof InvalidDocumentException invalid
            ? invalid.violations()
            : failure instanceof MalformedMessageException malformed
                ? Problem.malformed(malformed).errors()
                : List.of();
    return Problem.of(
            ProblemType.MESSAGE_NOT_APPLICABLE, String.valueOf(delivered.settled().reason()))
        .withErrors(places)
        .exception();
  }

  private static ProblemException busy(long id) {
    return Problem.of(
            ProblemType.STATE_CONFLICT,
            "Message %s, or what it is about, is being changed at this moment. Nothing was done; ask again."
                .formatted(MessageIds.text(id)))
        .withRetryAfter(Duration.ofSeconds(1))
        .exception();
  }

  private static ProblemException notThere(long id) {
    return Problem.of(
            ProblemType.NOT_FOUND, "There is no message %s.".formatted(MessageIds.text(id)))
        .exception();
  }
}
