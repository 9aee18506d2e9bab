package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * UPS once more, as a bundle beside what is built in, under other names and without its rate limit,
 * which would be all that is measured, and without what follows a booking by itself.
 */
public final class UnlimitedCarrier {
  /** The one that answers. */
  public static final String ID = "ups-unlimited";

  /** The one that may hang. */
  public static final String OTHER_ID = "ups-other";

  private static final String ORIGINAL = "ups";

  private UnlimitedCarrier() {}

  /**
   * Writes it under a name.
   *
   * @param repository what it is copied from
   * @param bundle a directory; created when missing
   * @param id of the partner
   * @param alike whether its files are the same as the original's; else each has a comment more
   */
  static void write(Path repository, Path bundle, String id, boolean alike) throws IOException {
    for (String folder : List.of("contracts/partners", "transformations/partners")) {
      copy(
          repository.resolve(folder).resolve(ORIGINAL),
          Files.createDirectories(bundle.resolve(folder).resolve(id)),
          alike ? "" : id);
    }
    Path adapters = Path.of("partner-adapters/partners");
    String adapter =
        Files.readString(repository.resolve(adapters).resolve(ORIGINAL + ".yaml"))
            .replaceFirst("(?m)^id: .*$", "id: " + id)
            .replaceAll("(?m)^policy:\\R(  .*\\R)+", "")
            .replaceAll("(?m)^    then: .*\\R", "");
    if (adapter.contains("rate_limit:")) {
      throw new IllegalStateException("the rate limit stands elsewhere than it did");
    }
    Files.createDirectories(bundle.resolve(adapters));
    Files.writeString(bundle.resolve(adapters).resolve(id + ".yaml"), adapter);
  }

  /**
   * @param comment empty for none
   */
  private static void copy(Path from, Path to, String comment) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        String mark = file.toString().endsWith(".jslt") ? "// " : "# ";
        String head = comment.isEmpty() ? "" : mark + comment + "\n";
        Files.writeString(to.resolve(file.getFileName()), head + Files.readString(file));
      }
    }
  }
}
