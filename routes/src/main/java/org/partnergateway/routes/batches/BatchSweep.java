package org.partnergateway.routes.batches;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.partnergateway.routes.store.batches.BatchStatus;
import org.partnergateway.routes.store.batches.Uploads;

/** What is done for batches again and again: outcomes are noted, ends found, old ones forgotten. */
public final class BatchSweep {
  private static final int AT_ONCE = 500;
  private static final int FORGOTTEN_AT_ONCE = 20;

  private final BatchWork store;
  private final Uploads uploads;
  private final BatchNews news;
  private final Duration keepFor;
  private final InstantSource clock;

  /**
   * @param keepFor how long a batch, its content and its errors are kept after its end
   */
  public BatchSweep(
      BatchWork store, Uploads uploads, BatchNews news, Duration keepFor, InstantSource clock) {
    this.store = store;
    this.uploads = uploads;
    this.news = news;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  /** Notes the outcomes of operations that have ended, and ends the batches that they complete. */
  public void settle() {
    for (String id : store.steps().waiting()) {
      settle(id);
    }
  }

  void settle(String id) {
    int settled;
    do {
      Integer count =
          store
              .transactions()
              .execute(
                  transaction -> {
                    int ended = store.steps().settle(id, AT_ONCE);
                    store.steps().end(id).ifPresent(news::tell);
                    return ended;
                  });
      settled = count == null ? 0 : count;
    } while (settled == AT_ONCE);
  }

  void move(String id, Collection<BatchStatus> from, BatchStatus to, String reason) {
    store
        .transactions()
        .executeWithoutResult(
            transaction -> store.rows().move(id, from, to, reason).ifPresent(news::tell));
  }

  /** Forgets uploads that nobody goes on with, and what is kept no longer. */
  public void forget() {
    uploads.discardAbandoned();
    for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
      if (store.rows().forgetOne(clock.instant().minus(keepFor)) == 0) {
        return;
      }
    }
  }
}
