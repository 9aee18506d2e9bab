package org.partnergateway.adapters.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.partnergateway.adapters.failure.Failure;

/** One session with a partner's directory. Of one thread. */
public final class SftpSession implements AutoCloseable {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final Set<Integer> NOT_THERE =
      Set.of(SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH);
  private static final Set<Integer> REFUSED =
      Set.of(
          SftpConstants.SSH_FX_PERMISSION_DENIED,
          SftpConstants.SSH_FX_WRITE_PROTECT,
          SftpConstants.SSH_FX_INVALID_FILENAME,
          SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM,
          SftpConstants.SSH_FX_QUOTA_EXCEEDED,
          SftpConstants.SSH_FX_FILE_ALREADY_EXISTS,
          SftpConstants.SSH_FX_NOT_A_DIRECTORY);

  private final String name;
  private final ClientSession session;
  private final SftpClient sftp;

  SftpSession(String name, ClientSession session, SftpClient sftp) {
    this.name = name;
    this.session = session;
    this.sftp = sftp;
  }

  /** The plain files of a directory, in the order of their names; no links, no directories. */
  public List<RemoteFile> list(String directory) throws SftpFailedException {
    try {
      List<RemoteFile> files = new ArrayList<>();
      for (DirEntry entry : sftp.readEntries(directory)) {
        Attributes attributes = entry.getAttributes();
        if (attributes.isRegularFile() && entry.getFilename().indexOf('/') < 0) {
          files.add(file(entry.getFilename(), attributes));
        }
      }
      files.sort(java.util.Comparator.comparing(RemoteFile::name));
      return files;
    } catch (IOException e) {
      throw failed("look into " + directory, e);
    }
  }

  /** The file at a path; empty when there is none. */
  public Optional<RemoteFile> find(String path) throws SftpFailedException {
    try {
      return Optional.of(file(path, sftp.stat(path)));
    } catch (SftpException e) {
      if (NOT_THERE.contains(e.getStatus())) {
        return Optional.empty();
      }
      throw failed("look at " + path, e);
    } catch (IOException e) {
      throw failed("look at " + path, e);
    }
  }

  private static RemoteFile file(String name, Attributes attributes) {
    return new RemoteFile(
        name,
        attributes.getSize(),
        attributes.getModifyTime() == null
            ? Instant.EPOCH
            : attributes.getModifyTime().toInstant());
  }

  /** The content of a file, to be closed; its failures are {@link SftpFailedException}s. */
  public InputStream read(String path) throws SftpFailedException {
    try {
      return new Failing(sftp.read(path, BUFFER_BYTES));
    } catch (IOException e) {
      throw failed("read " + path, e);
    }
  }

  /** Writes a file, over one of that name. */
  public void write(String path, InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (CloseableHandle handle = open(path)) {
      long at = 0;
      for (int read = content.readNBytes(buffer, 0, buffer.length);
          read > 0;
          read = content.readNBytes(buffer, 0, buffer.length)) {
        write(path, handle, at, buffer, read);
        at += read;
      }
    } catch (SftpFailedException e) {
      throw e;
    }
  }

  private CloseableHandle open(String path) throws SftpFailedException {
    try {
      return sftp.open(path, OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
    } catch (IOException e) {
      throw failed("write " + path, e);
    }
  }

  private void write(String path, CloseableHandle handle, long at, byte[] buffer, int length)
      throws SftpFailedException {
    try {
      sftp.write(handle, at, buffer, 0, length);
    } catch (IOException e) {
      throw failed("write " + path, e);
    }
  }

  /** Renames a file, never over another. */
  public void rename(String from, String to) throws SftpFailedException {
    // Servers differ in whether their renaming replaces; so it is looked at before.
    if (find(to).isPresent()) {
      throw new SftpFailedException(
          Failure.INVALID_REQUEST, "%s has a file %s already".formatted(name, to), null);
    }
    try {
      sftp.rename(from, to);
    } catch (IOException e) {
      throw failed("rename " + from + " to " + to, e);
    }
  }

  /** Removes a file; that it is gone already is as good. */
  public void remove(String path) throws SftpFailedException {
    try {
      sftp.remove(path);
    } catch (SftpException e) {
      if (!NOT_THERE.contains(e.getStatus())) {
        throw failed("remove " + path, e);
      }
    } catch (IOException e) {
      throw failed("remove " + path, e);
    }
  }

  private SftpFailedException failed(String what, IOException e) {
    if (e instanceof SftpFailedException already) {
      return already;
    }
    boolean refused =
        e instanceof SftpException sftpError
            && (REFUSED.contains(sftpError.getStatus())
                || NOT_THERE.contains(sftpError.getStatus()));
    return new SftpFailedException(
        refused ? Failure.INVALID_REQUEST : Failure.UNAVAILABLE,
        "%s does not let us %s: %s".formatted(name, what, SftpClients.text(e)),
        e);
  }

  @Override
  public void close() {
    try {
      sftp.close();
    } catch (IOException e) {
      // It is closed with its session.
    }
    session.close(true);
  }

  private final class Failing extends java.io.FilterInputStream {
    private Failing(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        return super.read(to, offset, length);
      } catch (IOException e) {
        throw failed("read", e);
      }
    }
  }
}
