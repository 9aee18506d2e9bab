package org.partnergateway.routes.batches;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.batches.LineCheck.Checked;
import org.partnergateway.routes.batches.rows.RowReader;
import org.partnergateway.routes.batches.rows.Rows;
import org.partnergateway.routes.store.Share;

/** Reads and checks on a thread of its own, a little ahead of who applies. */
final class ReadAhead implements AutoCloseable {
  private static final int AHEAD = 2;
  private static final long GLANCE_MILLIS = 20;

  private final BlockingQueue<Next> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;

  /** What was read, or how it ended: at the end of the file, or in a failure. */
  private record Next(@Nullable Checked checked, @Nullable Throwable failure) {}

  private volatile boolean closed;

  ReadAhead(RowReader reader, Function<Rows, Checked> check) {
    thread = Thread.ofVirtual().name("batch-reader").start(() -> read(reader, check));
  }

  private void read(RowReader reader, Function<Rows, Checked> check) {
    Share.BATCHES.use();
    try {
      try {
        Rows rows = reader.next();
        while (rows != null && !closed) {
          give(new Next(check.apply(rows), null));
          rows = reader.next();
        }
        give(new Next(null, null));
      } catch (IOException | RuntimeException e) {
        give(new Next(null, e));
      }
    } catch (InterruptedException e) {
      // Nobody wants it any more.
    }
  }

  private void give(Next next) throws InterruptedException {
    while (!closed && !queue.offer(next, GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
      // Who applies is slower.
    }
  }

  /** Null at the end of the file. */
  @Nullable Checked next() throws IOException, InterruptedException {
    Next next = queue.take();
    switch (next.failure()) {
      case null -> {
        return next.checked();
      }
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(next.failure());
    }
  }

  @Override
  public void close() {
    // No interruption, which would cost a connection to the store.
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
