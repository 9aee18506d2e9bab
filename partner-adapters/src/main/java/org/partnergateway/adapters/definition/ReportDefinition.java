package org.partnergateway.adapters.definition;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the partner's own form, whose rows become lines of a batch.
 *
 * @param kind the kind of batch, such as {@code settlements}
 * @param contract the file with the schema of a row
 * @param delimiter of CSV; null: found by the heading
 * @param columns that the heading has at least
 * @param firstRow whether every row's mapping is given the file's first row
 */
public record ReportDefinition(
    String name,
    String kind,
    Format format,
    String contract,
    @Nullable Character delimiter,
    Charset encoding,
    List<String> columns,
    boolean firstRow) {
  /** Copies the list. */
  public ReportDefinition {
    columns = List.copyOf(columns);
  }

  /** How rows are told apart. */
  public enum Format {
    /** A heading, then a record a row. */
    CSV,
    /** A JSON object a line. */
    JSON_LINES
  }
}
