package org.partnergateway.routes.store.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL refuses to run as root. On Linux a user namespace takes root's power away. */
final class Superuser {
  private Superuser() {}

  static boolean isRoot() {
    Path self = Path.of("/proc/self");
    try {
      return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    } catch (IOException e) {
      throw new StoreUnavailable("cannot tell which user this is", e);
    }
  }

  static void requireNamespaces() {
    if (!LinuxUtils.isUnshareAvailable()) {
      throw new StoreUnavailable(
          """
          The embedded PostgreSQL does not run as root, and this machine does not let root start it \
          in a user namespace ("unshare -U" is missing or forbidden, as in many containers). \
          Either run the gateway as an ordinary user (for a container: --user 1000, with a data \
          directory that this user owns), or allow user namespaces, or set spring.datasource.url \
          to a PostgreSQL server.""");
    }
  }
}
