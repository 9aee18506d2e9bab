package org.partnergateway.routes.files;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.sftp.SftpClients;
import org.partnergateway.adapters.sftp.SftpDirectory;
import org.partnergateway.contracts.definitions.Problems;

/** For each channel by SFTP: that it is looked into, and that what waits is carried. */
public final class SftpWorks {
  private final List<FileWorks.Work> all;

  private SftpWorks(List<FileWorks.Work> all) {
    this.all = List.copyOf(all);
  }

  public List<FileWorks.Work> all() {
    return all;
  }

  /**
   * @param largest larger files are not read, in bytes
   * @param problems keys that can't be read are added
   */
  public static SftpWorks of(
      FileChannels channels,
      SftpClients clients,
      PolicyRegistry policies,
      FileWorks.Store store,
      long largest,
      MeterRegistry meters,
      InstantSource clock,
      Problems problems) {
    List<FileWorks.Work> works = new ArrayList<>();
    for (Channel channel : channels.all()) {
      if (channel.definition().carrier() instanceof Sftp sftp) {
        SftpDirectory directory =
            SftpDirectory.of(
                channel,
                sftp,
                clients,
                policies.guard(
                    channel.partner().id(),
                    null,
                    channel.name(),
                    channel.partner().definition().policy()),
                problems);
        if (directory != null) {
          add(works, channel, sftp, directory, store, largest, meters, clock);
        }
      }
    }
    return new SftpWorks(works);
  }

  private static void add(
      List<FileWorks.Work> works,
      Channel channel,
      Sftp sftp,
      SftpDirectory directory,
      FileWorks.Store store,
      long largest,
      MeterRegistry meters,
      InstantSource clock) {
    String partner = channel.partner().id();
    if (sftp.in() != null) {
      works.add(
          new FileWorks.Work(
              "look-into-" + partner + "-" + channel.name(),
              partner,
              true,
              sftp.in().every(),
              new SftpPoller(
                  channel,
                  sftp.in(),
                  directory,
                  store.intake(),
                  store.files(),
                  store.looks(),
                  largest)));
    }
    if (sftp.out() != null) {
      works.add(
          new FileWorks.Work(
              "send-files-" + partner + "-" + channel.name(),
              partner,
              false,
              FileWorks.LOOK_EVERY,
              new FileSending(
                  channel,
                  new SftpCarrier(directory, sftp.out(), store.files(), store.chunks()),
                  store.files(),
                  meters,
                  clock)));
    }
  }
}
