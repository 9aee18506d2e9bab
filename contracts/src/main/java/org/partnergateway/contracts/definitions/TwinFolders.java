package org.partnergateway.contracts.definitions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Partners' folders whose files are the same byte for byte, as those of a carrier's further
 * accounts are. What is compiled of the first of them serves all.
 */
public final class TwinFolders {
  private final String root;
  private final Map<String, String> firstByFolder;

  private TwinFolders(String root, Map<String, String> firstByFolder) {
    this.root = root;
    this.firstByFolder = firstByFolder;
  }

  /** Where no folder counts as another's twin. */
  public static TwinFolders none() {
    return new TwinFolders("", Map.of());
  }

  /**
   * Compares the folders below another.
   *
   * @param root such as {@code contracts/partners/}, with a slash at its end
   */
  public static TwinFolders below(DefinitionTree tree, String root) {
    Map<String, MessageDigest> digests = new LinkedHashMap<>();
    for (String path : tree.paths()) {
      int end = path.startsWith(root) ? path.indexOf('/', root.length()) : -1;
      if (end > 0) {
        MessageDigest digest =
            digests.computeIfAbsent(path.substring(root.length(), end), any -> sha256());
        byte[] content = tree.get(path).content();
        // The length keeps a name and a content apart from the next.
        String head = path.substring(end) + '\n' + content.length + '\n';
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
    }
    Map<String, String> firstByContent = new HashMap<>();
    Map<String, String> firstByFolder = new HashMap<>();
    digests.forEach(
        (folder, digest) -> {
          String content = HexFormat.of().formatHex(digest.digest());
          String first = firstByContent.putIfAbsent(content, folder);
          if (first != null) {
            firstByFolder.put(folder, first);
          }
        });
    return new TwinFolders(root, firstByFolder);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** The path of the same file in the first folder that is like this one's; mostly itself. */
  public String first(String path) {
    int end =
        firstByFolder.isEmpty() || !path.startsWith(root) ? -1 : path.indexOf('/', root.length());
    String first = end < 0 ? null : firstByFolder.get(path.substring(root.length(), end));
    return first == null ? path : root + first + path.substring(end);
  }
}
