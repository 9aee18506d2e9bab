package org.partnergateway.adapters.definition;

import java.util.ArrayList;
import java.util.List;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.adapters.definition.ChannelDefinition.FileRule;
import org.partnergateway.adapters.definition.ChannelDefinition.Incoming;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.adapters.definition.ChannelDefinition.Whole;

/** Binds what an adapter file says about the ways of files. */
final class ChannelReader {
  private static final String SYNC = "sync";

  private ChannelReader() {}

  static ChannelDefinition read(String name, Fields channel) {
    List<FileRule> files = new ArrayList<>();
    for (var node : channel.node().path("files")) {
      Fields rule = new Fields(node);
      files.add(new FileRule(rule.text("handler"), rule.text("pattern", "*")));
    }
    return new ChannelDefinition(
        name,
        channel.has("sftp") ? sftp(channel.in("sftp")) : as2(channel.in("as2")),
        files,
        channel.text("same_name", "refuse").equals("take"));
  }

  private static Sftp sftp(Fields sftp) {
    return new Sftp(
        TextSources.read(sftp.node().path("host")),
        sftp.has("port")
            ? TextSources.read(sftp.node().path("port"))
            : new TextSource.Fixed(Sftp.DEFAULT_PORT),
        sftp.text("username"),
        sftp.textOrNull("password"),
        sftp.textOrNull("private_key"),
        TextSources.readAll(sftp.node().path("host_keys")),
        sftp.has("in")
            ? new Incoming(
                sftp.text("in"),
                sftp.text("processed"),
                sftp.text("refused"),
                sftp.duration("every", Incoming.DEFAULT_EVERY),
                whole(sftp.in("whole")))
            : null,
        sftp.textOrNull("out"));
  }

  private static Whole whole(Fields whole) {
    if (whole.has("unchanged_looks")) {
      return new Whole.Unchanged(whole.number("unchanged_looks", 0));
    }
    if (whole.has("temporary_suffixes")) {
      return new Whole.Renamed(whole.texts("temporary_suffixes"));
    }
    return whole.has("marker") ? new Whole.Marker(whole.text("marker")) : Whole.DEFAULT;
  }

  private static As2 as2(Fields as2) {
    return new As2(
        TextSources.read(as2.node().path("url")),
        TextSources.read(as2.node().path("our_id")),
        TextSources.read(as2.node().path("their_id")),
        as2.text("our_key"),
        as2.textOrNull("our_previous_key"),
        TextSources.readAll(as2.node().path("their_certificates")),
        as2.text("encryption", As2.DEFAULT_ENCRYPTION),
        as2.text("digest", As2.DEFAULT_DIGEST),
        as2.node().path("compression").asBoolean(),
        as2.text("receipt", SYNC).equals(SYNC)
            ? null
            : TextSources.read(as2.node().path("receipt_url")),
        as2.duration("receipt_within", As2.DEFAULT_RECEIPT_WITHIN));
  }
}
