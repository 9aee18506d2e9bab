package org.partnergateway.routes.store.files;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files' content, piece by piece in both directions, so that memory doesn't grow with the file. */
public final class FileChunks {
  /** How much stands in one row, and in memory. */
  static final int CHUNK_BYTES = 256 * 1024;

  private final JdbcClient jdbc;

  public FileChunks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes all that the stream has, in the caller's transaction.
   *
   * @throws IOException when the stream fails; then the transaction must not be committed
   */
  public void write(String file, InputStream content) throws IOException {
    OwnTransaction.require("the content of a file");
    int number = 0;
    for (byte[] chunk = content.readNBytes(CHUNK_BYTES);
        chunk.length > 0;
        chunk = content.readNBytes(CHUNK_BYTES)) {
      jdbc.sql("insert into partner_file_chunk (file_id, number, content) values (?, ?, ?)")
          .params(file, number, chunk)
          .update();
      number++;
    }
  }

  /** The content from its beginning; empty when there is no such file. One row at a time. */
  public InputStream open(String file) {
    return new Chunks(file);
  }

  /** The content from so many bytes on. */
  public InputStream open(String file, long offset) throws IOException {
    Chunks chunks = new Chunks(file);
    chunks.next = Math.toIntExact(Math.min(offset / CHUNK_BYTES, Integer.MAX_VALUE - 1L));
    chunks.skip(offset % CHUNK_BYTES);
    return chunks;
  }

  private byte @Nullable [] chunk(String file, int number) {
    return jdbc.sql("select content from partner_file_chunk where file_id = ? and number = ?")
        .params(file, number)
        .query((row, index) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }

  private final class Chunks extends InputStream {
    private final String file;
    private byte[] chunk = new byte[0];
    private int at;
    private int next;
    private boolean ended;

    private Chunks(String file) {
      this.file = file;
    }

    @Override
    public int read() {
      return more() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int read = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, to, offset, read);
      at += read;
      return read;
    }

    @Override
    public int available() {
      return chunk.length - at;
    }

    private boolean more() {
      while (at == chunk.length && !ended) {
        byte[] following = chunk(file, next++);
        at = 0;
        ended = following == null;
        chunk = following == null ? new byte[0] : following;
      }
      return !ended;
    }
  }
}
