package org.partnergateway.routes.batches.upload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.partnergateway.routes.batches.rows.FileRefusedException;

/** Whether a file is text, and UTF-8 where it should be, told piece by piece. */
final class TextCheck {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer dropped = CharBuffer.allocate(16_384);
  private final ByteBuffer open = ByteBuffer.allocate(8);
  private final boolean utf8;
  private long position;
  private long line = 1;

  TextCheck(boolean utf8) {
    this.utf8 = utf8;
    open.flip();
  }

  /**
   * @throws FileRefusedException with the place where it isn't text
   */
  void next(byte[] piece, int length) {
    for (int i = 0; i < length; i++) {
      if (piece[i] == 0) {
        throw refused("a NUL byte", piece, i, "It is binary, or UTF-16; save it as text in UTF-8.");
      }
    }
    if (utf8) {
      decode(piece, length);
    }
    for (int i = 0; i < length; i++) {
      line += piece[i] == '\n' ? 1 : 0;
    }
    position += length;
  }

  private void decode(byte[] piece, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
    // A character that the last piece began.
    while (open.hasRemaining() && bytes.hasRemaining()) {
      open.compact().put(bytes.get()).flip();
      if (drain(open).isError()) {
        throw notUtf8(piece, 0);
      }
    }
    if (drain(bytes).isError()) {
      throw notUtf8(piece, bytes.position());
    }
    if (bytes.hasRemaining()) {
      open.clear();
      open.put(bytes).flip();
    }
  }

  private CoderResult drain(ByteBuffer bytes) {
    CoderResult result;
    do {
      dropped.clear();
      result = decoder.decode(bytes, dropped, false);
    } while (result.isOverflow());
    return result;
  }

  /** Nothing more comes. */
  void end() {
    if (open.hasRemaining()) {
      throw new FileRefusedException(
          "The file ends within a character; it is cut off, or not UTF-8.");
    }
  }

  private FileRefusedException notUtf8(byte[] piece, int at) {
    return refused("bytes that are not UTF-8", piece, at, "Save it in UTF-8.");
  }

  private FileRefusedException refused(String what, byte[] piece, int at, String advice) {
    long lines = line;
    for (int i = 0; i < at; i++) {
      lines += piece[i] == '\n' ? 1 : 0;
    }
    return new FileRefusedException(
        "The file has %s at byte %d, in line %d. %s".formatted(what, position + at, lines, advice));
  }
}
