package org.partnergateway.routes.batches.rows;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The first record of a CSV file.
 *
 * @param names of its columns
 * @param position where the records behind it begin, in bytes
 * @param line lines before that
 */
public record Heading(
    char delimiter, Charset charset, List<String> names, long position, long line) {
  public Heading {
    names = List.copyOf(names);
  }
}
