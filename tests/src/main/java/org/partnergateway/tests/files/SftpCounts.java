package org.partnergateway.tests.files;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** What took effect at a partner's SFTP server. */
public final class SftpCounts implements SftpEventListener {
  private final Supplier<SftpFault> fault;
  private final List<String> renamed = new CopyOnWriteArrayList<>();
  private final List<String> read = new CopyOnWriteArrayList<>();

  SftpCounts(Supplier<SftpFault> fault) {
    this.fault = fault;
  }

  /** The paths that files were renamed to, in order. */
  public List<String> renamedTo() {
    return List.copyOf(renamed);
  }

  /** The paths that somebody read from their beginning, in order. */
  public List<String> read() {
    return List.copyOf(read);
  }

  @Override
  public void readEntries(
      ServerSession session,
      String remoteHandle,
      DirectoryHandle localHandle,
      Map<String, Path> entries)
      throws IOException {
    fault.get().listed(session, localHandle.getFile());
  }

  @Override
  public void reading(
      ServerSession session,
      String remoteHandle,
      FileHandle localHandle,
      long offset,
      byte[] data,
      int dataOffset,
      int dataLen)
      throws IOException {
    fault.get().reading(session, localHandle.getFile(), offset);
    if (offset == 0) {
      read.add(localHandle.getFile().toString());
    }
  }

  @Override
  public void writing(
      ServerSession session,
      String remoteHandle,
      FileHandle localHandle,
      long offset,
      byte[] data,
      int dataOffset,
      int dataLen)
      throws IOException {
    fault.get().writing(session, localHandle.getFile(), offset);
  }

  @Override
  public void moving(
      ServerSession session, Path source, Path target, Collection<CopyOption> options)
      throws IOException {
    fault.get().renaming(session, source, target);
  }

  @Override
  public void moved(
      ServerSession session,
      Path source,
      Path target,
      Collection<CopyOption> options,
      @Nullable Throwable thrown)
      throws IOException {
    if (thrown == null) {
      renamed.add(target.toString());
      fault.get().renamed(session, source, target);
    }
  }
}
