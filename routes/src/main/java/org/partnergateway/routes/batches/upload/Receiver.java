package org.partnergateway.routes.batches.upload;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.partnergateway.routes.batches.rows.FileRefusedException;
import org.partnergateway.routes.batches.rows.Preflight;

/** Reads a file once, from its first byte to its last, and gives it away in pieces. */
public final class Receiver {
  private final long maxSize;
  private final int pieceSize;

  public Receiver(long maxSize, int pieceSize) {
    this.maxSize = maxSize;
    this.pieceSize = pieceSize;
  }

  /** Where a file goes. */
  public interface Sink {
    /**
     * Its beginning, at least {@link Preflight#HEAD} bytes where there are so many, before any
     * piece.
     *
     * @throws FileRefusedException when it is not what it says
     */
    void begins(byte[] head, int length);

    /** The next piece; all but the last are of the same size. */
    void piece(int number, byte[] content) throws IOException;

    /** Some more has come. */
    void progress() throws IOException;
  }

  /**
   * @param digest is fed all of it
   * @param utf8 whether it must be that
   * @throws FileRefusedException when it is not what it says, or too large
   */
  public void receive(InputStream in, MessageDigest digest, boolean utf8, Sink sink)
      throws IOException {
    TextCheck text = new TextCheck(utf8);
    byte[] piece = new byte[pieceSize];
    long size = 0;
    int number = 0;
    int filled;
    do {
      filled = fill(in, piece, size, sink);
      size += filled;
      if (number == 0) {
        sink.begins(piece, Math.min(filled, Preflight.HEAD));
      }
      text.next(piece, filled);
      digest.update(piece, 0, filled);
      if (filled > 0) {
        sink.piece(number, filled == pieceSize ? piece : Arrays.copyOf(piece, filled));
      }
      number++;
    } while (filled == pieceSize);
    text.end();
  }

  private int fill(InputStream in, byte[] piece, long before, Sink sink) throws IOException {
    int filled = 0;
    while (filled < piece.length) {
      int count = in.read(piece, filled, piece.length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
      if (before + filled > maxSize) {
        throw new FileRefusedException(
            FileRefusedException.Reason.TOO_LARGE,
            "The file may be at most %d bytes; cut it into several.".formatted(maxSize));
      }
      sink.progress();
    }
    return filled;
  }
}
