package org.partnergateway.routes.files;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives files that are in the store to whoever takes them: as they come, and again where a handler
 * failed on one.
 */
public final class FileTaking {
  private static final Logger LOG = LoggerFactory.getLogger(FileTaking.class);
  private static final Duration NOT_IN_USE = Duration.ofMinutes(5);
  private static final int AT_A_TIME = 100;

  private final FileChannels channels;
  private final FileHandlers handlers;
  private final PartnerFiles files;
  private final FileChunks chunks;
  private final TransactionTemplate transactions;
  private final TransactionTemplate nested;
  private final MeterRegistry meters;
  private final InstantSource clock;

  /**
   * @param nested makes a savepoint, so that a handler that fails loses what it did and no more
   */
  public FileTaking(
      FileChannels channels,
      FileHandlers handlers,
      PartnerFiles files,
      FileChunks chunks,
      TransactionTemplate transactions,
      TransactionTemplate nested,
      MeterRegistry meters,
      InstantSource clock) {
    this.channels = channels;
    this.handlers = handlers;
    this.files = files;
    this.chunks = chunks;
    this.transactions = transactions;
    this.nested = nested;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Gives the file to its handler, in the caller's transaction; what came of it is in the store.
   */
  public void take(StoredFile file, Channel channel) {
    OwnTransaction.require("the taking of a file");
    FileHandler handler = handlers.of(channel.definition(), file.name());
    if (handler == null) {
      refuse(file, "No handler takes files of this name.");
      return;
    }
    try {
      FileHandler.Handled handled = nested.execute(status -> handler.handle(incoming(file)));
      String refused = handled == null ? null : handled.refusedBecause();
      if (refused == null) {
        settle(file, FileStatus.TAKEN, null);
      } else {
        refuse(file, refused);
      }
    } catch (FileTooLargeException e) {
      refuse(file, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed(file, channel, e);
    }
  }

  /** The file is not what it should be; it is kept. */
  public void refuse(StoredFile file, String reason) {
    LOG.warn(
        "The file {} ({}) of {}/{} is refused: {}",
        file.id(),
        file.name(),
        file.partner(),
        file.channel(),
        reason);
    settle(file, FileStatus.REFUSED, reason);
  }

  private void failed(StoredFile file, Channel channel, RuntimeException e) {
    LOG.error("The file {} of {} could not be taken", file.id(), channel.fullName(), e);
    String reason =
        "The gateway failed on it, and its log says why: " + e.getClass().getSimpleName();
    Duration pause = channel.pause(file.tries(), null);
    if (pause == null) {
      settle(file, FileStatus.FAILED, reason);
    } else {
      files.postpone(file.id(), clock.instant().plus(pause), reason);
    }
  }

  private void settle(StoredFile file, FileStatus status, @Nullable String reason) {
    files.settle(file.id(), status, reason);
    count(file, status);
  }

  private void count(StoredFile file, FileStatus status) {
    meters
        .counter(
            "gateway.files",
            "partner",
            file.partner(),
            "channel",
            file.channel(),
            "status",
            status.word())
        .increment();
  }

  private IncomingFile incoming(StoredFile file) {
    return new IncomingFile(
        file.id(),
        file.partner(),
        file.channel(),
        file.name(),
        new FileContent() {
          @Override
          public long size() {
            return file.size();
          }

          @Override
          public InputStream open() {
            return chunks.open(file.id());
          }
        },
        file.createdAt());
  }

  /** Takes what could not be taken before and is due. */
  public void run() {
    for (StoredFile due : files.due(FileDirection.IN, null, null, AT_A_TIME)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      transactions.executeWithoutResult(status -> again(due.id()));
    }
  }

  private void again(String id) {
    StoredFile file = files.claim(id).orElse(null);
    if (file == null || file.nextAttemptAt() == null) {
      return;
    }
    Channel channel = channels.find(file.partner(), file.channel());
    if (channel == null) {
      files.wait(id, clock.instant().plus(NOT_IN_USE), "Its channel is not in use.");
    } else {
      take(file, channel);
    }
  }
}
