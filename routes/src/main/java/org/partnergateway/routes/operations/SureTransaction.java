package org.partnergateway.routes.operations;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits what must not get lost, such as what a partner has just answered: once more when the
 * store was away or in another's way. What it runs must do nothing when it is done twice.
 */
public final class SureTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(SureTransaction.class);
  private static final int MOST = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final TransactionTemplate transactions;

  public SureTransaction(TransactionTemplate transactions) {
    this.transactions = transactions;
  }

  /** Runs it in a transaction of its own. */
  public <T> T run(Supplier<T> work) {
    for (int time = 1; ; time++) {
      try {
        T result = transactions.execute(transaction -> work.get());
        if (result == null) {
          throw new IllegalStateException("the work has no result");
        }
        return result;
      } catch (TransientDataAccessException
          | NonTransientDataAccessResourceException
          | RecoverableDataAccessException
          | TransactionException e) {
        if (time == MOST || !paused(time)) {
          throw e;
        }
        LOG.warn("The store did not take it, time {}: {}", time, e.getMessage());
      }
    }
  }

  private static boolean paused(int time) {
    try {
      Thread.sleep(FIRST_PAUSE.multipliedBy(1L << time));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
