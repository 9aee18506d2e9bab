package org.partnergateway.routes.definitions;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;

/** Where the definitions come from: those that were built in, and a bundle beside them. */
public final class DefinitionTrees {
  private DefinitionTrees() {}

  /**
   * @param bundle a directory with the same four folders; null for none
   * @throws DefinitionException when the bundle isn't there, or has a file that is built in
   */
  public static DefinitionTree load(@Nullable Path bundle) {
    DefinitionTree builtIn = DefinitionTree.of(ClasspathTree.files());
    if (bundle == null) {
      return builtIn;
    }
    if (!Files.isDirectory(bundle)) {
      throw new DefinitionException(
          Problem.ofFile("gateway.definitions", bundle.toAbsolutePath() + " is no directory"));
    }
    return DefinitionTree.overlay(builtIn, DefinitionTree.ofDirectory(bundle));
  }
}
