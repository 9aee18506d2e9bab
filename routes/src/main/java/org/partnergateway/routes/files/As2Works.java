package org.partnergateway.routes.files;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.adapters.as2.As2Link;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.routes.store.files.FileReceipts;

/** For each channel by AS2: that what waits is sent, and receipts too. */
public final class As2Works {
  private As2Works() {}

  public static List<FileWorks.Work> of(
      As2Links links,
      As2Receipts judged,
      FileReceipts receipts,
      FileWorks.Store store,
      MeterRegistry meters,
      InstantSource clock) {
    List<FileWorks.Work> works = new ArrayList<>();
    for (As2Link link : links.all()) {
      Channel channel = link.party().channel();
      String partner = channel.partner().id();
      works.add(
          new FileWorks.Work(
              "send-files-" + partner + "-" + channel.name(),
              partner,
              false,
              FileWorks.LOOK_EVERY,
              new FileSending(
                  channel,
                  new As2Carrier(link, judged, store.chunks(), clock),
                  store.files(),
                  meters,
                  clock)));
      works.add(
          new FileWorks.Work(
              "send-receipts-" + partner + "-" + channel.name(),
              partner,
              false,
              FileWorks.LOOK_EVERY,
              new As2ReceiptSending(link, receipts, clock)));
    }
    return works;
  }
}
