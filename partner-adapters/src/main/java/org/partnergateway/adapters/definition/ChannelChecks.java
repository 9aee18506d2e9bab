package org.partnergateway.adapters.definition;

import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/** Checks what the operator says about a partner's ways of files. */
final class ChannelChecks {
  private static final int LARGEST_PORT = 65_535;

  private ChannelChecks() {}

  static void check(Partner partner, Problems problems) {
    for (ChannelDefinition definition : partner.definition().channels().values()) {
      Channel channel = new Channel(partner, definition);
      if (channel.unsaid().isEmpty()) {
        inUse(channel, problems);
      } else if (!channel.nothingSaid()) {
        channel.unsaid().forEach(name -> add(channel, name, "must be configured", problems));
      }
    }
  }

  private static void inUse(Channel channel, Problems problems) {
    if (channel.definition().carrier() instanceof Sftp sftp) {
      String port = channel.text(sftp.port());
      if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > LARGEST_PORT) {
        add(channel, "channels." + channel.name(), "has no port: \"" + port + "\"", problems);
      }
    }
  }

  private static void add(Channel channel, String name, String message, Problems problems) {
    problems.add(
        Problem.ofFile(
            "gateway.partners." + channel.partner().id() + "." + name,
            message + " for the channel " + channel.name()));
  }
}
