package org.partnergateway.tests.benchmark.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that may be installed. */
public final class Programs {
  /** Where servers lie, which an ordinary user's path may lack. */
  private static final List<String> MORE = List.of("/usr/sbin", "/usr/local/sbin");

  private Programs() {}

  /** The program of this name. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), MORE.stream())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
