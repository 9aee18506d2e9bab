package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server that {@code postmaster.pid} of a data directory speaks of.
 *
 * @param pid its process
 * @param port where it listens on 127.0.0.1; 0 while that is not written yet
 * @param status as PostgreSQL writes it: starting, ready, stopping, standby; empty at first
 */
record Postmaster(long pid, int port, String status) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** The server that the file speaks of, running or not. */
  static Optional<Postmaster> of(Path dataDirectory) {
    try {
      List<String> lines = Files.readAllLines(file(dataDirectory));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.getFirst().strip()),
              lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0,
              lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : ""));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreUnavailable("cannot read " + file(dataDirectory), e);
    } catch (NumberFormatException e) {
      throw new StoreUnavailable(
          file(dataDirectory) + " is not what PostgreSQL writes; was it edited?", e);
    }
  }

  static Path file(Path dataDirectory) {
    return dataDirectory.resolve("postmaster.pid");
  }

  boolean isReady() {
    return status.equals("ready");
  }

  /** Whether the process is there and is the server of this data directory, not a later process. */
  boolean isRunningOn(Path dataDirectory) {
    ProcessHandle process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
    if (process == null) {
      return false;
    }
    if (Files.isReadable(Path.of("/proc/self/cwd"))) {
      Path workingDirectory = workingDirectory();
      return workingDirectory != null && isSame(workingDirectory, dataDirectory);
    }
    return process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }

  /** Whether the process id was given to another program since. */
  boolean isSomebodyElse(Path dataDirectory) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        && !isRunningOn(dataDirectory);
  }

  // A server works in its data directory. Only Linux tells, and only of our own user's processes;
  // a server of another user's is none of ours.
  private @Nullable Path workingDirectory() {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }
}
