package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and directories that only the gateway's own user may touch, where the system knows that.
 */
final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /** Creates a directory, and those above it, for this user alone; one that is there may stay. */
  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, forOwner("rwx------"));
  }

  /** Writes a new file that this user alone may read. */
  static void write(Path file, String text) throws IOException {
    Files.createFile(file, forOwner("rw-------"));
    Files.writeString(file, text);
  }

  /** Refuses a directory from which somebody else could make us run what they like. */
  static void requireOwn(Path directory) throws IOException {
    if (!POSIX) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    UserPrincipal owner = Files.getOwner(directory);
    Path probe = Files.createTempFile("owner", null);
    UserPrincipal self = Files.getOwner(probe);
    Files.delete(probe);
    if (!owner.equals(self)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new StoreUnavailable(
          "%s belongs to %s and its permissions are %s; delete it, or make it writable for %s alone"
              .formatted(directory, owner, PosixFilePermissions.toString(permissions), self));
    }
  }

  /** Deletes a directory with all that is in it. */
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static FileAttribute<?>[] forOwner(String permissions) {
    if (!POSIX) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
