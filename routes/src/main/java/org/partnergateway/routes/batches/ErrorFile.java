package org.partnergateway.routes.batches;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Share;
import org.partnergateway.routes.store.batches.BatchErrors;
import org.partnergateway.routes.store.batches.LineError;

/** A batch's errors as a file, made while it is read. */
public final class ErrorFile extends InputStream {
  private static final int AT_ONCE = 500;

  private final BatchErrors errors;
  private final String batchId;
  private final boolean csv;
  private byte[] current;
  private int at;
  private long last;
  private boolean ended;

  /**
   * @param csv else JSON lines
   */
  public ErrorFile(BatchErrors errors, String batchId, boolean csv) {
    this.errors = errors;
    this.batchId = batchId;
    this.csv = csv;
    this.current =
        csv
            ? "line,reason,pointer,operation_id,content\r\n".getBytes(StandardCharsets.UTF_8)
            : new byte[0];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (at == current.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, into, offset, count);
    at += count;
    return count;
  }

  private void next() throws IOException {
    Share.READS.use();
    List<LineError> found = errors.after(batchId, last, AT_ONCE);
    ended = found.size() < AT_ONCE;
    if (!found.isEmpty()) {
      last = found.getLast().line();
    }
    current = (csv ? csv(found) : json(found)).getBytes(StandardCharsets.UTF_8);
    at = 0;
  }

  private static String json(List<LineError> found) {
    StringBuilder text = new StringBuilder();
    for (LineError error : found) {
      text.append(new String(StrictJson.write(BatchDocuments.of(error)), StandardCharsets.UTF_8))
          .append('\n');
    }
    return text.toString();
  }

  private static String csv(List<LineError> found) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      for (LineError error : found) {
        writer.writeRecord(
            Long.toString(error.line()),
            error.reason(),
            orEmpty(error.pointer()),
            orEmpty(error.operationId()),
            orEmpty(error.content()));
      }
    }
    return text.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
