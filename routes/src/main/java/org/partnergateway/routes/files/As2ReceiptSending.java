package org.partnergateway.routes.files;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Link;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.routes.store.files.FileReceipts;
import org.partnergateway.routes.store.files.FileReceipts.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the receipts that a partner wants to have by themselves, until it takes them. */
final class As2ReceiptSending implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(As2ReceiptSending.class);
  private static final int AT_A_TIME = 100;
  private static final int NO_MORE_OK = 300;

  private final As2Link link;
  private final FileReceipts receipts;
  private final InstantSource clock;

  As2ReceiptSending(As2Link link, FileReceipts receipts, InstantSource clock) {
    this.link = link;
    this.receipts = receipts;
    this.clock = clock;
  }

  @Override
  public void run() {
    Channel channel = link.party().channel();
    for (Receipt receipt : receipts.due(channel.partner().id(), channel.name(), AT_A_TIME)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      send(receipt);
    }
  }

  private void send(Receipt receipt) {
    @Nullable String problem;
    try {
      int status =
          link.post(URI.create(receipt.url()), receipt.headers(), receipt.content()).status();
      problem = status < NO_MORE_OK ? null : "The partner answers " + status + ".";
    } catch (RefusedException e) {
      problem = e.refusal().detail();
    } catch (TransportException e) {
      problem = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    receipts.tried(receipt.file(), problem == null ? null : next(receipt), problem);
    if (problem != null) {
      LOG.warn("The receipt of {} was not taken: {}", receipt.file(), problem);
    }
  }

  private @Nullable Instant next(Receipt receipt) {
    Duration pause = link.party().channel().pause(receipt.tries(), null);
    return pause == null ? null : clock.instant().plus(pause);
  }
}
