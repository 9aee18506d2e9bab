package org.partnergateway.routes.settlements;

import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.store.settlements.Differences;
import org.partnergateway.routes.store.settlements.FollowedEvents;
import org.partnergateway.routes.store.settlements.LineMatches;
import org.partnergateway.routes.store.settlements.Settlements;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings news of payments, refunds and orders to the lines that are about them: a report may come
 * before the webhook, and a capture after the report.
 */
public final class LedgerFollower {
  private static final int AT_ONCE = 1000;

  private final FollowedEvents events;
  private final LineMatches matches;
  private final Settlements settlements;
  private final Differences differences;
  private final Duration missingAfter;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  /**
   * @param missingAfter how long after its capture a payment may be in no settlement
   */
  public LedgerFollower(
      FollowedEvents events,
      LineMatches matches,
      Settlements settlements,
      Differences differences,
      Duration missingAfter,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.events = events;
    this.matches = matches;
    this.settlements = settlements;
    this.differences = differences;
    this.missingAfter = missingAfter;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Follows all events that there are by now, or until it is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()
        && Boolean.TRUE.equals(transactions.execute(transaction -> follow()))) {}
  }

  private boolean follow() {
    if (!events.isAnySettlement()) {
      events.skip();
      return false;
    }
    FollowedEvents.News news = events.next(AT_ONCE).orElse(null);
    if (news == null) {
      return false;
    }
    if (!news.ids().isEmpty()) {
      settlements.changed(matches.about(news.ids()));
    }
    events.followed(news.last());
    return true;
  }

  /** Finds payments that should have been settled by now. */
  public void findNotSettled() {
    transactions.executeWithoutResult(
        transaction -> differences.notSettled(clock.instant().minus(missingAfter)));
  }
}
