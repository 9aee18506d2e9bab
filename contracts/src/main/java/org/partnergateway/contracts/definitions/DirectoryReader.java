package org.partnergateway.contracts.definitions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the definition files of a directory that is laid out as the repository is. */
final class DirectoryReader {

  private static final List<String> FOLDERS =
      List.of("contracts", "transformations", "partner-adapters", "routes");
  private static final Set<String> KINDS = Set.of("yaml", "json", "jslt", "wsdl");
  private static final String EDI = ".edi.xml";
  private static final Set<String> IGNORED = Set.of("src", "target");

  private DirectoryReader() {}

  static DefinitionTree read(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new DefinitionException(Problem.ofFile(directory.toString(), "is not a directory"));
    }
    Map<String, byte[]> contents = new TreeMap<>();
    for (String folder : FOLDERS) {
      if (Files.isDirectory(directory.resolve(folder))) {
        readFolder(directory, directory.resolve(folder), contents);
      }
    }
    return DefinitionTree.of(contents);
  }

  private static void readFolder(Path root, Path folder, Map<String, byte[]> contents) {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (isDefinition(path)) {
          contents.put(path, Files.readAllBytes(file));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DefinitionException(
          Problem.ofFile(folder.toString(), "cannot be read: " + e.getMessage()));
    }
  }

  private static boolean isDefinition(String path) {
    String[] segments = path.split("/");
    // "src" and "target" are Maven's only at the top of a module; a partner may have such a folder
    // further down.
    boolean ours = !IGNORED.contains(segments[1]);
    String name = segments[segments.length - 1];
    return ours
        && !name.startsWith(".")
        && (name.endsWith(EDI) || KINDS.contains(name.substring(name.lastIndexOf('.') + 1)));
  }
}
