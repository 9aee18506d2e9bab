package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads one HTTP/1.1 answer after another, just far enough to tell its status and its end: a body
 * is framed by {@code Content-Length} or in chunks.
 */
final class AnswerReader {
  private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(ISO_8859_1);
  private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(ISO_8859_1);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int NO_CONTENT = 204;
  private static final int UNKNOWN = -1;

  private ByteBuffer received = ByteBuffer.allocate(16_384);
  private int bodyAt = UNKNOWN;
  private int bodyLength = UNKNOWN;
  private boolean chunked;

  /** Forgets the answer that was read, before the next request is sent. */
  void reset() {
    received.clear();
    bodyAt = UNKNOWN;
    bodyLength = UNKNOWN;
    chunked = false;
  }

  /** Reads what has come; true when the answer is complete. */
  boolean read(ReadableByteChannel channel) throws IOException {
    if (!received.hasRemaining()) {
      received = ByteBuffer.allocate(received.capacity() * 2).put(received.flip());
    }
    if (channel.read(received) < 0) {
      throw new EOFException("the server closed the connection, after " + text());
    }
    if (bodyAt == UNKNOWN && !readHead()) {
      return false;
    }
    return chunked ? endsWithLastChunk() : received.position() >= bodyAt + bodyLength;
  }

  /** The status of the answer, once it is complete. */
  int status() {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + 3; i++) {
      status = status * 10 + received.get(i) - '0';
    }
    return status;
  }

  /** What has come, for a person. */
  String text() {
    return new String(received.array(), 0, Math.min(received.position(), 2_000), ISO_8859_1);
  }

  private boolean readHead() throws IOException {
    byte[] bytes = received.array();
    int lineAt = 0;
    for (int i = 0; i + 1 < received.position(); i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        if (i == lineAt) {
          bodyAt = i + 2;
          if (bodyLength == UNKNOWN && status() == NO_CONTENT) {
            bodyLength = 0;
          }
          if (bodyLength == UNKNOWN && !chunked) {
            throw new IOException("an answer without an end: " + text());
          }
          return true;
        }
        readHeader(bytes, lineAt, i);
        lineAt = i + 2;
      }
    }
    bodyLength = UNKNOWN;
    return false;
  }

  private void readHeader(byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, CONTENT_LENGTH)) {
      String value = new String(bytes, from, to - from, ISO_8859_1);
      bodyLength = Integer.parseInt(value.substring(CONTENT_LENGTH.length).strip());
    } else if (startsWith(bytes, from, to, CHUNKED)) {
      chunked = true;
    }
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] name) {
    if (to - from < name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (Character.toLowerCase(bytes[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean endsWithLastChunk() {
    int at = bodyAt;
    byte[] bytes = received.array();
    while (true) {
      int lineEnd = at;
      while (lineEnd < received.position() && bytes[lineEnd] != '\r') {
        lineEnd++;
      }
      if (lineEnd + 1 >= received.position()) {
        return false;
      }
      int size = Integer.parseInt(new String(bytes, at, lineEnd - at, ISO_8859_1).strip(), 16);
      at = lineEnd + 2 + size + 2;
      if (size == 0) {
        return received.position() >= at;
      }
    }
  }
}
