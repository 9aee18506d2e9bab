package org.partnergateway.routes.definitions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.partnergateway.contracts.definitions.DefinitionTree;

/** The repository's definitions, and what they would be with another file, or without one. */
public final class Repository {
  private static final DefinitionTree TREE = DefinitionTree.ofDirectory(Path.of(".."));

  private final Map<String, byte[]> files = new TreeMap<>();

  private Repository() {
    TREE.paths().forEach(path -> files.put(path, TREE.get(path).content()));
  }

  /** The definitions as they are. */
  public static DefinitionTree tree() {
    return TREE;
  }

  /** Everything that the gateway knows from the definitions as they are; read once. */
  public static Definitions definitions() {
    return Known.DEFINITIONS;
  }

  /** Read when it is first asked for. */
  private static final class Known {
    static final Definitions DEFINITIONS = Definitions.load(TREE, (partner, table, code) -> {});
  }

  public static Repository changed() {
    return new Repository();
  }

  /** Adds a file, or writes one anew. */
  public Repository with(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Takes away a file that is there. */
  public Repository without(String path) {
    if (files.remove(path) == null) {
      throw new IllegalArgumentException("there is no " + path + " to take away");
    }
    return this;
  }

  /** Replaces the first occurrence of a text that is there. */
  public Repository replacing(String path, String old, String replacement) {
    String text = TREE.get(path).text();
    int at = text.indexOf(old);
    if (at < 0) {
      throw new IllegalArgumentException("%s has no '%s'".formatted(path, old));
    }
    return with(path, text.substring(0, at) + replacement + text.substring(at + old.length()));
  }

  public DefinitionTree files() {
    return DefinitionTree.of(files);
  }
}
