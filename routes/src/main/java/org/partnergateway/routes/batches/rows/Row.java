package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A record of a file.
 *
 * @param line the number of its first line, from 1
 * @param position where it begins in the file, in bytes
 * @param length in bytes, without its line end
 * @param text as it came
 * @param content what it says; null when it can't be read
 * @param fault why it can't; null when it can
 * @param pointer the place of the fault; null when it is all of it
 */
public record Row(
    long line,
    long position,
    int length,
    RawText text,
    @Nullable ObjectNode content,
    @Nullable String fault,
    @Nullable String pointer) {

  /** A record's text, made only for those who want it. */
  @FunctionalInterface
  public interface RawText {
    String get();
  }
}
