package org.partnergateway.tests.benchmark.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests that fall due at a steady rate, whatever becomes of those before: callers don't wait for
 * one another. Latency counts from when a request fell due.
 */
final class OpenLoop {
  private static final long PATIENCE = 30_000_000_000L;
  private static final long SLOW = 1_000_000_000L;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final LoadRun run;
  private final Selector selector;
  private final Requests.Maker maker;
  private final Latencies good = new Latencies();
  private final Latencies refusals = new Latencies();
  private final Deque<BusyConnection> free = new ArrayDeque<>();
  private final Set<BusyConnection> busy = new HashSet<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private int connections;
  private long begin;
  private long from;
  private long to;
  private long answered;
  private long refused;
  private long failed;
  private long lastBad;

  OpenLoop(LoadRun run, Selector selector) {
    this.run = run;
    this.selector = selector;
    this.maker = Requests.maker(run);
  }

  LoadResult run() throws IOException {
    begin = System.nanoTime();
    from = begin + run.warmUpMillis() * 1_000_000;
    to = from + run.measuredMillis() * 1_000_000;
    double pause = 1e9 / run.perSecond();
    long made = 0;
    try {
      for (long now = begin; now < to || stillOpen(now); now = System.nanoTime()) {
        if (now < to) {
          for (; begin + (long) (made * pause) <= now; made++) {
            due.add(begin + (long) (made * pause));
          }
          send();
        }
        long next = now < to ? begin + (long) (made * pause) : now + 100_000_000L;
        receive(Math.max(1, (next - System.nanoTime()) / 1_000_000));
      }
    } finally {
      for (BusyConnection one : free) {
        one.close();
      }
      for (BusyConnection one : busy) {
        one.close();
      }
    }
    return new LoadResult(
        answered,
        good.size() * 1_000.0 / run.measuredMillis(),
        good.percentile(0.50),
        good.percentile(0.99),
        refused,
        refusals.percentile(0.99),
        failed + busy.size(),
        due.size(),
        lastBad == 0 ? 0 : (lastBad - begin) / 1_000_000,
        null);
  }

  private boolean stillOpen(long now) {
    return !busy.isEmpty() && now < to + PATIENCE;
  }

  private void send() throws IOException {
    while (!due.isEmpty()) {
      BusyConnection connection = connection();
      if (connection == null) {
        return;
      }
      busy.add(connection);
      try {
        connection.send(due.removeFirst());
      } catch (IOException e) {
        broken(connection);
      }
    }
  }

  private @Nullable BusyConnection connection() throws IOException {
    if (!free.isEmpty()) {
      return free.removeLast();
    }
    if (busy.size() >= run.connections()) {
      return null;
    }
    return new BusyConnection(run.port(), maker.of(connections++), selector);
  }

  private void receive(long most) throws IOException {
    selector.select(most);
    for (SelectionKey key : selector.selectedKeys()) {
      BusyConnection connection = (BusyConnection) key.attachment();
      if (!busy.contains(connection)) {
        // The server closed one that had nothing to do.
        free.remove(connection);
        connection.close();
        continue;
      }
      try {
        if (connection.isAnswered()) {
          answered(connection);
        }
      } catch (IOException e) {
        broken(connection);
      }
    }
    selector.selectedKeys().clear();
  }

  private void answered(BusyConnection connection) {
    long now = System.nanoTime();
    int status = connection.status();
    boolean isGood = status >= 200 && status < 300;
    boolean counts = now >= from;
    long latency = now - connection.dueAt();
    if (isGood) {
      answered++;
      if (counts && now < to) {
        good.add(latency);
      }
    } else if (status == UNAVAILABLE || status == TOO_MANY_REQUESTS) {
      refused += counts ? 1 : 0;
      if (counts) {
        refusals.add(connection.nanosSinceSent(now));
      }
    } else {
      failed += counts ? 1 : 0;
    }
    if (!isGood || latency > SLOW) {
      lastBad = now;
    }
    busy.remove(connection);
    free.add(connection);
  }

  private void broken(BusyConnection connection) throws IOException {
    failed++;
    lastBad = System.nanoTime();
    busy.remove(connection);
    connection.close();
  }
}
