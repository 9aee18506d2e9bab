package org.partnergateway.routes.http.wire;

import io.netty.buffer.ByteBuf;

/**
 * Follows a chunked body beside the decoder, and reads the chunks' sizes once more: the decoder
 * counts in 32 bits and takes 100000005 for 5.
 */
final class ChunkScan {
  private static final int MOST_DIGITS = 7;
  private static final int LINE_END = 2;

  private enum At {
    NO_CHUNKS,
    SIZE,
    DATA,
    TRAILERS
  }

  private At at = At.NO_CHUNKS;
  private int left;

  void begin() {
    at = At.SIZE;
  }

  void reset() {
    at = At.NO_CHUNKS;
  }

  /**
   * Looks at what the decoder is about to read.
   *
   * @throws RefusedBytesException when it is a chunk's size that others may read differently
   */
  void before(ByteBuf buffer) {
    if (at != At.SIZE) {
      return;
    }
    int from = buffer.readerIndex();
    int end = buffer.indexOf(from, buffer.writerIndex(), (byte) '\n');
    if (end < 0) {
      return;
    }
    int size = size(buffer, from, end);
    if (size == 0) {
      at = At.TRAILERS;
    } else {
      at = At.DATA;
      left = end + 1 - from + size + LINE_END;
    }
  }

  /** The decoder has read so many bytes. */
  void after(int consumed) {
    if (at == At.DATA) {
      left -= consumed;
      if (left == 0) {
        at = At.SIZE;
      }
    }
  }

  private static int size(ByteBuf buffer, int from, int end) {
    int size = 0;
    int i = from;
    for (; i < end; i++) {
      int digit = Character.digit(buffer.getByte(i), 16);
      if (digit < 0) {
        break;
      }
      if (i - from == MOST_DIGITS) {
        throw RefusedBytesException.malformed("A chunk's size has too many digits.");
      }
      size = size * 16 + digit;
    }
    boolean plain = i == end - 1 && buffer.getByte(i) == '\r';
    if (i == from || !plain && !isExtension(buffer, i, end)) {
      throw RefusedBytesException.malformed("A chunk's size is not a plain hexadecimal number.");
    }
    return size;
  }

  private static boolean isExtension(ByteBuf buffer, int from, int end) {
    if (buffer.getByte(from) != ';' || buffer.getByte(end - 1) != '\r') {
      return false;
    }
    for (int i = from; i < end - 1; i++) {
      byte value = buffer.getByte(i);
      if (value < ' ' || value == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
