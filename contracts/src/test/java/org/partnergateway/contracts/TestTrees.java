package org.partnergateway.contracts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.partnergateway.contracts.definitions.DefinitionTree;

/** Definition trees written in a test. */
public final class TestTrees {

  private TestTrees() {}

  /** A tree of paths and their texts, in turn. */
  public static DefinitionTree of(String... pathsAndTexts) {
    Map<String, byte[]> contents = new HashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      contents.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return DefinitionTree.of(contents);
  }

  /** The shop: an OpenAPI and an AsyncAPI document with schemas in files of their own. */
  public static DefinitionTree shop() {
    return DefinitionTree.of(read(Path.of("src/test/resources")));
  }

  /** The shop with one of its files written anew. */
  public static DefinitionTree shopWith(String path, String text) {
    Map<String, byte[]> contents = read(Path.of("src/test/resources"));
    contents.put(path, text.getBytes(StandardCharsets.UTF_8));
    return DefinitionTree.of(contents);
  }

  private static Map<String, byte[]> read(Path root) {
    DefinitionTree tree = DefinitionTree.ofDirectory(root);
    Map<String, byte[]> contents = new HashMap<>();
    tree.paths().forEach(path -> contents.put(path, tree.get(path).content()));
    return contents;
  }
}
