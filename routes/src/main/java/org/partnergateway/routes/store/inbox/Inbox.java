package org.partnergateway.routes.store.inbox;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in what partners send. What arrives together shares a commit, and nothing is acknowledged
 * before that commit.
 */
public final class Inbox implements AutoCloseable {
  /** How many messages may wait to be stored; at the usual speed about two seconds of them. */
  public static final int CAPACITY = 10_000;

  // While some commit, others gather. PostgreSQL writes the commits that wait together at once, so
  // with more of them one slow turn holds up fewer messages.
  private static final int FLUSHERS = 4;
  private static final int AT_ONCE = 256;

  private final InboxWriter writer;
  private final InboxQueue queue;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final List<Thread> flushers = new ArrayList<>();

  public Inbox(JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock) {
    this(jdbc, transactions, clock, CAPACITY);
  }

  Inbox(JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock, int capacity) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.writer = new InboxWriter(jdbc);
    this.queue = new InboxQueue(capacity);
    for (int number = 1; number <= FLUSHERS; number++) {
      Flusher flusher = new Flusher(queue, writer);
      flushers.add(Thread.ofPlatform().name("inbox-" + number).daemon().start(flusher));
    }
  }

  /**
   * Stores one message. The future ends once the message is committed, or fails with what the
   * database said; then nothing may be acknowledged. What depends on the future runs on the thread
   * that stores: keep it short.
   *
   * @throws InboxFull when too many wait already
   */
  public CompletableFuture<Stored> store(InboundMessage message) {
    return queue.add(message);
  }

  /**
   * Stores what one step of a poll brought, and how far the poll has come, in one transaction.
   *
   * @param checkpoint null to leave the checkpoint as it is
   */
  public List<Stored> storeAll(List<InboundMessage> messages, @Nullable PollCheckpoint checkpoint) {
    List<Stored> stored =
        transactions.execute(
            transaction -> {
              List<Stored> verdicts = new ArrayList<>();
              for (int from = 0; from < messages.size(); from += AT_ONCE) {
                int to = Math.min(messages.size(), from + AT_ONCE);
                verdicts.addAll(writer.write(messages.subList(from, to)));
              }
              if (checkpoint != null) {
                keep(checkpoint);
              }
              return verdicts;
            });
    return Objects.requireNonNull(stored);
  }

  /** How many messages wait to be stored. */
  public int waiting() {
    return queue.size();
  }

  /** Takes no more, stores what waits, and returns when that is done. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    for (Thread flusher : flushers) {
      while (flusher.isAlive()) {
        try {
          flusher.join();
        } catch (InterruptedException e) {
          interrupted = true; // what waits was promised to somebody
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(PollCheckpoint checkpoint) {
    jdbc.update(
        """
        insert into poll_checkpoint (partner, poll, checkpoint, updated_at) values (?, ?, ?::json, ?)
        on conflict (partner, poll)
        do update set checkpoint = excluded.checkpoint, updated_at = excluded.updated_at
        """,
        checkpoint.partner(),
        checkpoint.poll(),
        Columns.json(checkpoint.checkpoint()),
        Columns.time(clock.instant()));
  }
}
