package org.partnergateway.contracts.definitions;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Definition files by path. A tree does not change once it is made, and any thread may read it. */
public interface DefinitionTree {

  /** Paths of all files, relative to the repository, with slashes. */
  SortedSet<String> paths();

  Optional<DefinitionFile> find(String path);

  /**
   * The file of this path.
   *
   * @throws DefinitionException when there is none; suggests the nearest path
   */
  default DefinitionFile get(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new DefinitionException(
                    Problem.ofFile(
                        path, "there is no such file" + Spelling.suggest(path, paths()))));
  }

  /** A tree of the given contents by path. */
  static DefinitionTree of(Map<String, byte[]> contents) {
    return new MapTree(contents);
  }

  /**
   * The definition files in a directory that is laid out as the repository is: {@code yaml}, {@code
   * json}, {@code jslt} and {@code wsdl} files below {@code contracts}, {@code transformations},
   * {@code partner-adapters} and {@code routes}, without {@code src} and {@code target}. They are
   * read now, so a later edit needs a new tree.
   *
   * @throws DefinitionException when the directory cannot be read
   */
  static DefinitionTree ofDirectory(Path directory) {
    return DirectoryReader.read(directory);
  }

  /**
   * Both trees as one.
   *
   * @throws DefinitionException when a path is in both, naming every such path
   */
  static DefinitionTree overlay(DefinitionTree first, DefinitionTree second) {
    return MapTree.overlay(first, second);
  }
}
