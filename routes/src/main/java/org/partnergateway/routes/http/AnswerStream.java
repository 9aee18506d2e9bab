package org.partnergateway.routes.http;

import java.io.IOException;
import java.io.InputStream;

/** Writes the body of an answer bit by bit, on the thread that the request was served by. */
@FunctionalInterface
public interface AnswerStream {
  /** Bytes. */
  int COPIED_AT_ONCE = 64 * 1024;

  /**
   * Writes until there is no more to say; the answer ends when this returns.
   *
   * @throws Exception to break the answer off, so that the client sees that it isn't whole
   */
  void write(Sink sink) throws Exception;

  /** Copies what there is to read, and closes it. */
  static AnswerStream of(InputStream content) {
    return sink -> {
      try (content) {
        byte[] some = content.readNBytes(COPIED_AT_ONCE);
        while (some.length > 0) {
          sink.write(some);
          some = content.readNBytes(COPIED_AT_ONCE);
        }
      }
    };
  }

  /** The client's end of it. */
  interface Sink {
    /**
     * Returns when the bytes have left for the client: a slow client holds its writer up, and
     * nothing is piled up for it.
     *
     * @throws IOException when the client has gone
     */
    void write(byte[] bytes) throws IOException, InterruptedException;
  }
}
