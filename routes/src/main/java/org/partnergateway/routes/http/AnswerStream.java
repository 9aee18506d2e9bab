package org.partnergateway.routes.http;

import java.io.IOException;

/** Writes the body of an answer bit by bit, on the thread that the request was served by. */
@FunctionalInterface
public interface AnswerStream {
  /**
   * Writes until there is no more to say; the answer ends when this returns.
   *
   * @throws Exception to break the answer off, so that the client sees that it isn't whole
   */
  void write(Sink sink) throws Exception;

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
