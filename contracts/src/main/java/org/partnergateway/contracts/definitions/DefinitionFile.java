package org.partnergateway.contracts.definitions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One definition file.
 *
 * @param path path relative to the repository, with slashes, such as {@code
 *     contracts/partners/ups/shipping.openapi.yaml}
 * @param content its bytes; callers leave them as they are
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record DefinitionFile(String path, byte[] content) {

  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DefinitionFile file
        && path.equals(file.path)
        && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return path;
  }
}
