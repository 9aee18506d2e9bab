package org.partnergateway.routes.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a request's head, as they arrive: line ends are CR LF, no line goes on
 * in the next, no control characters, one space between the parts of the first line, not too many
 * lines. The decoder behind it is more forgiving than others may be.
 */
final class HeadScan implements ByteProcessor {
  private enum At {
    BEFORE,
    BEFORE_LF,
    FIRST_LINE,
    FIRST_LINE_LF,
    LINE_START,
    LINE,
    LINE_LF,
    LAST_LF,
    DONE
  }

  private static final int SPACES = 2;

  private final int maxLines;
  private At at = At.BEFORE;
  private int spaces;
  private int lines;
  private boolean spaceBefore;
  private @Nullable String fault;

  HeadScan(int maxLines) {
    this.maxLines = maxLines;
  }

  /** Another request begins. */
  void reset() {
    at = At.BEFORE;
    spaces = 0;
    lines = 0;
    spaceBefore = false;
  }

  /** Whether a head has begun, and not ended. */
  boolean isInside() {
    return at != At.BEFORE && at != At.DONE;
  }

  /**
   * Goes on where the last scan ended, up to the end of the head.
   *
   * @param from the first byte that has not been scanned
   * @return the index after the last byte that belongs to the head
   * @throws RefusedBytesException when they can't be let through
   */
  int scan(ByteBuf buffer, int from) {
    int length = buffer.writerIndex() - from;
    if (at == At.DONE || length <= 0) {
      return from;
    }
    int last = buffer.forEachByte(from, length, this);
    if (fault != null) {
      throw RefusedBytesException.malformed(fault);
    }
    return last < 0 ? buffer.writerIndex() : last + 1;
  }

  @Override
  public boolean process(byte value) {
    switch (at) {
      case BEFORE -> before(value);
      case BEFORE_LF -> lineFeed(value, At.BEFORE);
      case FIRST_LINE -> firstLine(value);
      case FIRST_LINE_LF, LINE_LF -> lineFeed(value, At.LINE_START);
      case LINE_START -> lineStart(value);
      case LINE -> line(value);
      case LAST_LF -> lineFeed(value, At.DONE);
      case DONE -> throw new IllegalStateException("the head has ended");
    }
    return fault == null && at != At.DONE;
  }

  private void before(byte value) {
    if (value == '\r') {
      at = At.BEFORE_LF;
    } else if (value <= ' ') {
      fault = "There are bytes before the request line that belong to no request.";
    } else {
      at = At.FIRST_LINE;
    }
  }

  private void firstLine(byte value) {
    if (value == '\r') {
      at = At.FIRST_LINE_LF;
      if (spaces != SPACES || spaceBefore) {
        fault =
            "The request line is not '<method> <target> HTTP/1.1', with one space between each.";
      }
    } else if (value == ' ') {
      spaces++;
      if (spaceBefore) {
        fault = "There are two spaces in a row in the request line.";
      }
      spaceBefore = true;
    } else {
      spaceBefore = false;
      if (value < ' ' || value == 0x7f) {
        // Bytes from 0x80 are negative.
        fault = "The request line has a byte that is no printable ASCII.";
      }
    }
  }

  private void lineStart(byte value) {
    if (value == '\r') {
      at = At.LAST_LF;
    } else if (value == ':') {
      fault = "A header has no name.";
    } else if (value == ' ' || value == '\t') {
      fault = "A header goes on in the next line, which is obsolete; write it in one.";
    } else {
      lines++;
      at = At.LINE;
      if (lines > maxLines) {
        fault = "There are more than " + maxLines + " header lines.";
      } else {
        line(value);
      }
    }
  }

  private void line(byte value) {
    if (value == '\r') {
      at = At.LINE_LF;
    } else if (value >= 0 && value < ' ' && value != '\t' || value == 0x7f) {
      fault = "A header has a control character.";
    }
  }

  private void lineFeed(byte value, At next) {
    if (value == '\n') {
      at = next;
    } else {
      fault = "A carriage return without a line feed.";
    }
  }
}
