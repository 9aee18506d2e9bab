package org.partnergateway.routes.batches.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file's records, some at a time. For one thread. */
public final class RowReader {
  private final Blocks blocks;
  private final Records records;

  /** Reads what the records of a block say, in their order. */
  interface Records {
    void read(Block block, List<Row> into);
  }

  private RowReader(Blocks blocks, Records records) {
    this.blocks = blocks;
    this.records = records;
  }

  /**
   * JSON lines.
   *
   * @param in from the position on
   * @param line how many lines are before it
   * @param most rows at a time
   */
  public static RowReader json(InputStream in, long position, long line, int most) {
    return new RowReader(new Blocks(in, Framing.LINES, position, line, most), new JsonRecords());
  }

  /** CSV, from behind its heading on. */
  public static RowReader csv(
      InputStream in, long position, long line, int most, Heading heading, Columns columns) {
    return new RowReader(
        new Blocks(in, Framing.csv(heading.delimiter()), position, line, most),
        new CsvRecords(heading, columns));
  }

  /** The next rows; null at the end. */
  public @Nullable Rows next() throws IOException {
    Block block = blocks.next();
    if (block == null) {
      return null;
    }
    List<Row> rows = new ArrayList<>(block.records().size());
    records.read(block, rows);
    return new Rows(rows, block.position(), block.line());
  }

  static Row row(
      Block block,
      Block.Span span,
      Charset charset,
      com.fasterxml.jackson.databind.node.@Nullable ObjectNode content,
      @Nullable String fault,
      @Nullable String pointer) {
    return new Row(
        span.line(),
        block.origin() + span.start(),
        span.length(),
        () -> new String(block.bytes(), span.start(), span.length(), charset),
        content,
        fault,
        pointer);
  }
}
