package org.partnergateway.tests.files;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.sshd.server.session.ServerSession;

/** What goes wrong at a partner's SFTP server. */
public interface SftpFault {
  /** Nothing does. */
  SftpFault NONE = new SftpFault() {};

  /** A directory has been listed, and the client is about to be told. */
  default void listed(ServerSession session, Path directory) throws IOException {}

  /** Some bytes are about to be written. */
  default void writing(ServerSession session, Path file, long offset) throws IOException {}

  /** Some bytes are about to be read. */
  default void reading(ServerSession session, Path file, long offset) throws IOException {}

  /** A file is about to be renamed. */
  default void renaming(ServerSession session, Path from, Path to) throws IOException {}

  /** A file was renamed, and the client is about to be told. */
  default void renamed(ServerSession session, Path from, Path to) throws IOException {}
}
