package org.partnergateway.routes.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.sftp.RemoteFile;
import org.partnergateway.adapters.sftp.SftpDirectory;
import org.partnergateway.adapters.sftp.SftpFailedException;
import org.partnergateway.adapters.sftp.SftpSession;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;

/**
 * Writes files into a partner's directory: under a temporary name until they are whole, then
 * renamed. That only the renaming is left is in the store before it is done, so that after a crash
 * a file that the partner has already taken away is not written again.
 */
final class SftpCarrier implements FileCarrier {
  private static final String WRITTEN = "written";
  private static final String TEMPORARY = ".part";

  private final SftpDirectory directory;
  private final String out;
  private final PartnerFiles files;
  private final FileChunks chunks;

  SftpCarrier(SftpDirectory directory, String out, PartnerFiles files, FileChunks chunks) {
    this.directory = directory;
    this.out = out;
    this.files = files;
    this.chunks = chunks;
  }

  @Override
  public Carriage carry(StoredFile file)
      throws RefusedException, NotCarriedException, InterruptedException {
    try {
      return directory.with(session -> carry(file, session));
    } catch (SftpFailedException e) {
      throw new NotCarriedException(e.failure(), false, e.detail());
    } catch (RefusedException | NotCarriedException | InterruptedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new NotCarriedException(Failure.UNAVAILABLE, false, String.valueOf(e.getMessage()));
    }
  }

  private Carriage carry(StoredFile file, SftpSession session)
      throws IOException, NotCarriedException {
    String last = out + "/" + file.name();
    String temporary = last + "." + file.id() + TEMPORARY;
    JsonNode state = file.carrierState();
    Optional<RemoteFile> begun = session.find(temporary);
    if (state != null && state.path(WRITTEN).asBoolean() && begun.isEmpty()) {
      return Carriage.DONE;
    }
    Optional<RemoteFile> there = session.find(last);
    if (there.isPresent()) {
      if (there.get().size() == file.size() && isSame(session, last, file)) {
        session.remove(temporary);
        return Carriage.DONE;
      }
      throw new NotCarriedException(
          Failure.INVALID_REQUEST,
          false,
          "There is another file under the name %s already; it is left as it is.".formatted(last));
    }
    if (state == null || begun.isEmpty() || begun.get().size() != file.size()) {
      write(file, session, temporary);
    }
    session.rename(temporary, last);
    return Carriage.DONE;
  }

  private void write(StoredFile file, SftpSession session, String temporary)
      throws IOException, NotCarriedException {
    try (InputStream content = chunks.open(file.id())) {
      session.write(temporary, content);
    }
    long written = session.find(temporary).map(RemoteFile::size).orElse(-1L);
    if (written != file.size()) {
      throw new NotCarriedException(
          Failure.UNAVAILABLE,
          false,
          "%d of %d bytes have arrived at the partner.".formatted(written, file.size()));
    }
    files.remember(file.id(), JsonNodeFactory.instance.objectNode().put(WRITTEN, true));
  }

  private static boolean isSame(SftpSession session, String path, StoredFile file)
      throws IOException {
    try (InputStream content = session.read(path)) {
      return Fingerprint.of(content).equals(file.fingerprint());
    }
  }
}
