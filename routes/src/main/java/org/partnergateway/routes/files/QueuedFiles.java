package org.partnergateway.routes.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.NewFile;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;

/** Puts files for partners into the store, from where they are carried. */
public final class QueuedFiles implements OutgoingFiles {
  private static final int LONGEST_NAME = 200;

  private final FileChannels channels;
  private final PartnerFiles files;
  private final FileChunks chunks;
  private final Ids ids;

  public QueuedFiles(FileChannels channels, PartnerFiles files, FileChunks chunks, Ids ids) {
    this.channels = channels;
    this.files = files;
    this.chunks = chunks;
    this.ids = ids;
  }

  @Override
  public String queue(
      String partner, String channel, String name, String mediaType, byte[] content) {
    OwnTransaction.require("a file for a partner");
    if (channels.find(partner, channel) == null) {
      throw new IllegalArgumentException(
          "the partner %s has no channel '%s' in use".formatted(partner, channel));
    }
    requireName(name);
    Fingerprint fingerprint = Fingerprint.of(content);
    Optional<StoredFile> same = files.findSame(FileDirection.OUT, partner, channel, name);
    if (same.isPresent()) {
      if (!same.get().fingerprint().equals(fingerprint)) {
        throw new IllegalStateException(
            "%s has other content under the name %s".formatted(same.get().id(), name));
      }
      return same.get().id();
    }
    NewFile file =
        new NewFile(ids.next("fil"), FileDirection.OUT, partner, channel, name, mediaType);
    files.add(file, name, content.length, fingerprint);
    try {
      chunks.write(file.id(), new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.id();
  }

  private static void requireName(String name) {
    boolean safe =
        !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && !name.startsWith(".")
            && name.chars()
                .noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == '"' || c == 127);
    if (!safe) {
      throw new IllegalArgumentException("\"" + name + "\" is no name for a file");
    }
  }
}
