package org.partnergateway.routes.files;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.routes.files.FileCarrier.Carriage;
import org.partnergateway.routes.files.FileCarrier.NotCarriedException;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits for one channel, and again what failed, with growing pauses that outlive us. */
final class FileSending implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FileSending.class);
  private static final int AT_A_TIME = 100;
  private static final Duration SHORT_WAIT = Duration.ofSeconds(5);

  private final Channel channel;
  private final FileCarrier carrier;
  private final PartnerFiles files;
  private final MeterRegistry meters;
  private final InstantSource clock;

  FileSending(
      Channel channel,
      FileCarrier carrier,
      PartnerFiles files,
      MeterRegistry meters,
      InstantSource clock) {
    this.channel = channel;
    this.carrier = carrier;
    this.files = files;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (StoredFile file :
        files.due(FileDirection.OUT, channel.partner().id(), channel.name(), AT_A_TIME)) {
      if (Thread.currentThread().isInterrupted() || !carry(file)) {
        return;
      }
    }
  }

  /** Whether it makes sense to go on with the next one. */
  private boolean carry(StoredFile file) {
    try {
      if (carrier.carry(file) == Carriage.DONE) {
        settle(file, FileStatus.CARRIED, null);
      } else {
        again(file, receiptWithin(), "It was sent, and its receipt is awaited.");
      }
      return true;
    } catch (RefusedException e) {
      Duration wait = e.refusal().retryAfter();
      files.wait(
          file.id(), clock.instant().plus(wait == null ? SHORT_WAIT : wait), e.refusal().detail());
      return false;
    } catch (NotCarriedException e) {
      LOG.warn("The file {} did not reach {}: {}", file.id(), channel.fullName(), e.detail());
      if (e.forGood()) {
        settle(file, FileStatus.FAILED, e.detail());
      } else {
        again(file, Duration.ZERO, e.detail());
      }
      return e.failure() != Failure.UNAVAILABLE && e.failure() != Failure.UNAUTHORIZED;
    } catch (InterruptedException e) {
      // What was under way is found out by the next try.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Duration receiptWithin() {
    return channel.definition().carrier() instanceof As2 as2 ? as2.receiptWithin() : Duration.ZERO;
  }

  private void again(StoredFile file, Duration least, String reason) {
    Duration pause = channel.pause(file.tries(), least);
    if (pause == null) {
      settle(file, FileStatus.FAILED, reason);
    } else {
      Instant next = clock.instant().plus(pause);
      files.postpone(file.id(), next, reason);
    }
  }

  private void settle(StoredFile file, FileStatus status, @Nullable String reason) {
    files.settle(file.id(), status, reason);
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
}
