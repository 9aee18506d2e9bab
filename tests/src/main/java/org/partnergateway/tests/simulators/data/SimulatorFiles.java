package org.partnergateway.tests.simulators.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;

/** Where simulators' files are: {@code tests/simulators/} of the repository, as it stands. */
public final class SimulatorFiles {
  /** The folder with one folder for each partner. */
  public static final String FOLDER = "tests/simulators/";

  private static final Object LOCK = new Object();
  private static @Nullable Collection<SimulatorBlueprint> ofRepository;

  private SimulatorFiles() {}

  /**
   * The definitions of a directory that is laid out as the repository is, and the simulators'
   * files.
   */
  public static DefinitionTree tree(Path directory) {
    Map<String, byte[]> files = new TreeMap<>();
    Path folder = directory.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          files.put(
              directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " can't be read", e);
      }
    }
    return DefinitionTree.overlay(DefinitionTree.ofDirectory(directory), DefinitionTree.of(files));
  }

  /**
   * Where the repository is, seen from its root or from one of its modules.
   *
   * @throws IllegalStateException when the program was started elsewhere
   */
  public static Path repository() {
    for (Path candidate : new Path[] {Path.of(""), Path.of("..")}) {
      if (Files.isDirectory(candidate.resolve("contracts/canonical"))) {
        return candidate.toAbsolutePath().normalize();
      }
    }
    throw new IllegalStateException(
        "The sandbox reads simulators from the repository: start it there, not in "
            + Path.of("").toAbsolutePath());
  }

  /** All simulators of the repository; read once. */
  static Collection<SimulatorBlueprint> ofRepository() {
    synchronized (LOCK) {
      Collection<SimulatorBlueprint> known = ofRepository;
      if (known == null) {
        known = BlueprintReader.read(tree(repository()));
        ofRepository = known;
      }
      return known;
    }
  }
}
