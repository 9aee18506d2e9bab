package org.partnergateway.contracts.definitions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a {@code $ref} means: a place in a file.
 *
 * @param path path of the file, relative to the repository
 * @param pointer JSON Pointer in it; empty for the whole file
 */
public record Reference(String path, String pointer) {

  /**
   * Reads a {@code $ref} that stands in a file.
   *
   * @param base path of the file that the text stands in
   * @throws IllegalArgumentException when it leads out of the definitions, saying what to do
   */
  public static Reference resolve(String base, String ref) {
    int hash = ref.indexOf('#');
    String file = hash < 0 ? ref : ref.substring(0, hash);
    String pointer = hash < 0 ? "" : decode(ref.substring(hash + 1));
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException(
          "$ref \"" + ref + "\" has a fragment that is no JSON Pointer; write #/… instead");
    }
    if (file.indexOf(':') >= 0 || file.startsWith("/")) {
      throw new IllegalArgumentException(
          "$ref \""
              + ref
              + "\" leads out of the definitions; only relative paths are followed, never the network");
    }
    return new Reference(file.isEmpty() ? base : relative(base, file, ref), pointer);
  }

  private static String relative(String base, String file, String ref) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : (base.substring(0, base.lastIndexOf('/') + 1) + file).split("/")) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          throw new IllegalArgumentException("$ref \"" + ref + "\" leads out of the definitions");
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return String.join("/", segments);
  }

  private static String decode(String fragment) {
    return fragment.indexOf('%') < 0
        ? fragment
        : URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return path + "#" + pointer;
  }
}
