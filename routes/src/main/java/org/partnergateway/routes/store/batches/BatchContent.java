package org.partnergateway.routes.store.batches;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was uploaded, read piece by piece: at most one is held, and no connection in between. */
public final class BatchContent {
  private final JdbcClient jdbc;

  public BatchContent(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param position the first byte
   */
  public InputStream open(String batchId, long position) {
    return new Pieces(batchId, position);
  }

  /** Overwrites bytes that must not be kept, leaving line ends. In the caller's transaction. */
  public void mask(String batchId, long position, int length) {
    long end = position + length;
    for (long at = position; at < end; ) {
      int number = (int) (at / Uploads.PIECE);
      int from = (int) (at % Uploads.PIECE);
      byte[] piece = piece(batchId, number);
      if (piece == null) {
        return;
      }
      int to = (int) Math.min(piece.length, from + end - at);
      for (int i = from; i < to; i++) {
        if (piece[i] != '\n' && piece[i] != '\r') {
          piece[i] = '*';
        }
      }
      jdbc.sql("update batch_chunk set content = ? where batch_id = ? and number = ?")
          .params(piece, batchId, number)
          .update();
      at += Math.max(1, to - from);
    }
  }

  private byte @Nullable [] piece(String batchId, int number) {
    return jdbc.sql("select content from batch_chunk where batch_id = ? and number = ?")
        .params(batchId, number)
        .query(byte[].class)
        .optional()
        .orElse(null);
  }

  private final class Pieces extends InputStream {
    private final String batchId;
    private int number;
    private int at;
    private byte @Nullable [] current;
    private boolean ended;

    Pieces(String batchId, long position) {
      this.batchId = batchId;
      this.number = (int) (position / Uploads.PIECE);
      this.at = (int) (position % Uploads.PIECE);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      byte[] piece = current();
      if (piece == null) {
        return -1;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, offset, count);
      at += count;
      return count;
    }

    private byte @Nullable [] current() {
      while (!ended && (current == null || at >= current.length)) {
        if (current != null) {
          at -= current.length;
          number++;
        }
        current = piece(batchId, number);
        ended = current == null;
      }
      return ended ? null : current;
    }
  }
}
