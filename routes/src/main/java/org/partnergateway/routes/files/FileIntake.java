package org.partnergateway.routes.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.NewFile;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings files of partners into the store and to who takes them, in one transaction. */
public final class FileIntake {
  private final PartnerFiles files;
  private final FileChunks chunks;
  private final FileTaking taking;
  private final TransactionTemplate transactions;
  private final Ids ids;

  public FileIntake(
      PartnerFiles files,
      FileChunks chunks,
      FileTaking taking,
      TransactionTemplate transactions,
      Ids ids) {
    this.files = files;
    this.chunks = chunks;
    this.taking = taking;
    this.transactions = transactions;
    this.ids = ids;
  }

  /**
   * A file that came.
   *
   * @param identity what makes two of them the same
   * @param fingerprint of the content
   * @param refusedBecause it is kept and given to nobody; null when it may be taken
   */
  public record Arrival(
      Channel channel,
      String name,
      String mediaType,
      String identity,
      FileContent content,
      Fingerprint fingerprint,
      Optional<String> refusedBecause) {}

  /**
   * Once it returns, the file is in the store, and what its handler did too; unless the caller has
   * a transaction of its own, it is committed.
   *
   * @return the file; the one that came first, if it is the same again
   * @throws org.springframework.dao.DuplicateKeyException when somebody else brings the same file
   *     now; it is there when asked for again
   */
  public StoredFile take(Arrival arrival) {
    StoredFile taken =
        transactions.execute(
            status -> {
              Channel channel = arrival.channel();
              Optional<StoredFile> before =
                  files.findSame(
                      FileDirection.IN, channel.partner().id(), channel.name(), arrival.identity());
              return before.orElseGet(() -> first(arrival, channel));
            });
    return java.util.Objects.requireNonNull(taken);
  }

  private StoredFile first(Arrival arrival, Channel channel) {
    NewFile file =
        new NewFile(
            ids.next("fil"),
            FileDirection.IN,
            channel.partner().id(),
            channel.name(),
            arrival.name(),
            arrival.mediaType());
    StoredFile stored =
        files.add(file, arrival.identity(), arrival.content().size(), arrival.fingerprint());
    try (InputStream content = arrival.content().open()) {
      chunks.write(file.id(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (arrival.refusedBecause().isPresent()) {
      taking.refuse(stored, arrival.refusedBecause().get());
    } else {
      taking.take(stored, channel);
    }
    return files.find(file.id()).orElseThrow();
  }
}
