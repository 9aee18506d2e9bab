package org.partnergateway.routes.batches;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner's own form of a file: how its rows are read, and how each becomes a line of a kind.
 *
 * @param rows asked for every row, by any thread
 * @param firstRow whether each row is mapped with the first one, which says what holds for all
 */
public record ReportForm(Layout layout, RowMapping rows, boolean firstRow) {

  /** How rows are told apart. */
  public sealed interface Layout {}

  /**
   * A heading, then a record a row; a row is an object of texts by the heading's names, without
   * those that are empty.
   *
   * @param delimiter null: found by the heading
   * @param charset UTF-8, or one in which a byte is a character
   * @param columns that the heading has at least, so that a wrong file is refused whole
   */
  public record Csv(@Nullable Character delimiter, Charset charset, List<String> columns)
      implements Layout {}

  /** A JSON object a line, in UTF-8; it is the row. */
  public record JsonLines() implements Layout {}
}
