package org.partnergateway.transformations;

import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Spelling;

/**
 * Where an import leads: {@code shared/…} into {@code transformations/shared/}, anything else into
 * the folder of the importing file.
 */
final class ImportPath {
  static final String ROOT = "transformations/";

  private ImportPath() {}

  static String resolve(String importer, String written) {
    return written.startsWith("shared/")
        ? ROOT + written
        : importer.substring(0, importer.lastIndexOf('/') + 1) + written;
  }

  /** What is wrong with the import, or null. */
  static @Nullable String trouble(
      String importer, String written, String path, DefinitionTree tree) {
    if (written.startsWith("/") || ("/" + written + "/").contains("/../")) {
      return "import \"" + written + "\": only shared/… and files beside this one can be imported";
    }
    if (!path.endsWith(".jslt") || tree.find(path).isEmpty()) {
      return "import \""
          + written
          + "\": there is no "
          + path
          + Spelling.suggest(path, tree.paths());
    }
    return null;
  }
}
