package org.partnergateway.contracts.definitions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The YAML files of a tree, each read once. Any thread may ask. */
public final class Documents {

  private final DefinitionTree tree;
  private final Map<String, YamlTree> read = new ConcurrentHashMap<>();

  public Documents(DefinitionTree tree) {
    this.tree = tree;
  }

  /** The files. */
  public DefinitionTree tree() {
    return tree;
  }

  /**
   * The file of this path as a tree.
   *
   * @throws DefinitionException when it is missing or is not YAML
   */
  public YamlTree get(String path) {
    return read.computeIfAbsent(path, missing -> YamlTree.read(tree.get(missing)));
  }

  /** Lets go of what was read, which takes much room; who asks again waits for it to be read. */
  public void forget() {
    read.clear();
  }
}
