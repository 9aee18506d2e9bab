package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.routes.batches.LineCheck.Checked;
import org.partnergateway.routes.batches.rows.Preflight;
import org.partnergateway.routes.batches.rows.Row;
import org.partnergateway.routes.batches.rows.Rows;
import org.partnergateway.routes.store.batches.Advance;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.LineError;
import org.partnergateway.routes.store.batches.PendingLine;

/**
 * Takes one batch, which is the caller's by its fence, forward from its checkpoint: what follows is
 * read and checked on one thread while what was read is applied on another.
 */
final class BatchRun {
  /** How long nobody else may take the batch while its worker says nothing. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** Then another batch has its turn. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final long GLANCE_MILLIS = 100;
  private static final int SETTLED_AT_ONCE = 500;

  private final BatchWork store;
  private final Batch batch;
  private final BatchForm form;
  private final CardData cards;
  private final BatchSource source;
  private final int operationsAtOnce;
  private final BooleanSupplier stopping;

  BatchRun(
      BatchWork store,
      Batch batch,
      BatchForm form,
      CardData cards,
      int operationsAtOnce,
      BooleanSupplier stopping) {
    this.store = store;
    this.batch = batch;
    this.form = form;
    this.cards = cards;
    this.source = new BatchSource(batch.id(), batch.asked().caller(), batch.asked().partner());
    this.operationsAtOnce = operationsAtOnce;
    this.stopping = stopping;
  }

  /** How a turn ended. */
  enum End {
    /** All is read. */
    READ,
    /** There is more, for whoever comes next. */
    TURN_OVER,
    /** It isn't this worker's to go on with. */
    TAKEN_AWAY
  }

  End run() throws IOException, InterruptedException {
    BatchForm.Start start = start();
    boolean fresh = batch.progress().position() < start.position();
    long position = fresh ? start.position() : batch.progress().position();
    long line = fresh ? start.line() : batch.progress().line();
    LineCheck check = new LineCheck(form, cards, first(start));
    LineFilter filter = LineFilter.of(batch, store.errors());
    long begun = System.nanoTime();
    try (InputStream in = store.content().open(batch.contentOf(), position);
        ReadAhead ahead =
            new ReadAhead(
                form.reader(start, in, position, line, form.kind().linesAtOnce()),
                rows -> check.check(rows, filter))) {
      long since = System.nanoTime();
      while (true) {
        Checked next = ahead.next();
        if (next == null) {
          return allRead() ? End.READ : End.TAKEN_AWAY;
        }
        if (!roomFor(next)) {
          return giveUp(true);
        }
        long now = System.nanoTime();
        long worked = TimeUnit.NANOSECONDS.toMillis(now - since);
        since += TimeUnit.MILLISECONDS.toNanos(worked);
        if (!apply(next, worked)) {
          return End.TAKEN_AWAY;
        }
        if (now - begun > TURN_NANOS || stopping.getAsBoolean()) {
          return giveUp(false);
        }
      }
    }
  }

  private BatchForm.Start start() throws IOException {
    try (InputStream in = store.content().open(batch.contentOf(), 0)) {
      byte[] head = in.readNBytes(Preflight.HEAD);
      return form.start(head, head.length);
    }
  }

  private @Nullable ObjectNode first(BatchForm.Start start) throws IOException {
    if (!form.wantsFirstRow()) {
      return null;
    }
    try (InputStream in = store.content().open(batch.contentOf(), start.position())) {
      Rows rows = form.reader(start, in, start.position(), start.line(), 1).next();
      return rows == null || rows.rows().isEmpty() ? null : rows.rows().getFirst().content();
    }
  }

  private End giveUp(boolean wait) {
    store.rows().release(batch.id(), batch.fence(), wait);
    return End.TURN_OVER;
  }

  /** One transaction; false when the batch isn't ours any more, and nothing was done. */
  private boolean apply(Checked checked, long worked) {
    return Boolean.TRUE.equals(
        store
            .transactions()
            .execute(
                transaction -> {
                  if (!store.steps().hold(batch.id(), batch.fence())) {
                    return false;
                  }
                  store.steps().take(batch.id(), step(checked, worked), LEASE);
                  for (Row row : checked.secret()) {
                    store.content().mask(batch.contentOf(), row.position(), row.length());
                  }
                  return true;
                }));
  }

  private Advance step(Checked checked, long worked) {
    List<BatchLine> lines = checked.lines();
    List<LineOutcome> outcomes = lines.isEmpty() ? List.of() : form.kind().apply(source, lines);
    if (outcomes.size() != lines.size()) {
      throw new IllegalStateException(
          "%s gave %d outcomes for %d lines"
              .formatted(form.kind().name(), outcomes.size(), lines.size()));
    }
    List<LineError> failed = new ArrayList<>(checked.failed());
    List<PendingLine> pending = new ArrayList<>();
    long done = checked.skipped();
    for (int i = 0; i < outcomes.size(); i++) {
      Row row = checked.lineRows().get(i);
      switch (outcomes.get(i)) {
        case LineOutcome.Done ignored -> done++;
        case LineOutcome.Pending operation ->
            pending.add(
                new PendingLine(
                    operation.operationId(), row.line(), LineCheck.clean(row.text().get())));
        case LineOutcome.Failed why ->
            failed.add(LineCheck.error(row, why.reason(), why.pointer()));
      }
    }
    return new Advance(
        checked.rows().position(),
        checked.rows().line(),
        checked.read(),
        done,
        failed,
        pending,
        worked);
  }

  private boolean allRead() {
    return Boolean.TRUE.equals(
        store
            .transactions()
            .execute(
                transaction -> {
                  if (!store.steps().hold(batch.id(), batch.fence())) {
                    return false;
                  }
                  store.steps().noteAllRead(batch.id());
                  return true;
                }));
  }

  /**
   * Waits until so few of the batch's operations are under way that more may be begun.
   *
   * @return false when that takes long: then another batch may have its turn
   */
  private boolean roomFor(Checked next) throws InterruptedException {
    long begun = System.nanoTime();
    while (next.lines().size() > 0) {
      int underWay = store.steps().underWay(batch.id());
      if (underWay == 0 || underWay + next.lines().size() <= operationsAtOnce) {
        return true;
      }
      settle();
      if (stopping.getAsBoolean() || System.nanoTime() - begun > LEASE.toNanos() / 3) {
        return false;
      }
      Thread.sleep(GLANCE_MILLIS);
    }
    return true;
  }

  private void settle() {
    store
        .transactions()
        .executeWithoutResult(transaction -> store.steps().settle(batch.id(), SETTLED_AT_ONCE));
  }
}
