package org.partnergateway.routes.batches.rows;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into blocks of whole records, in memory that doesn't grow with it. A
 * record that is too long, or whose quote is never closed, is a faulty one of one line, and reading
 * goes on with the next line.
 */
final class Blocks {
  /** The longest record, in bytes. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 4 * LONGEST;
  private static final int SHOWN = 1000;
  private static final String TOO_LONG = "The line is longer than %d bytes.".formatted(LONGEST);
  private static final String OPEN_QUOTE =
      "A quoted field begins in this line and doesn't end within %d bytes.".formatted(LONGEST);

  private final InputStream in;
  private final Framing framing;
  private final int most;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long position;
  private long line;
  private boolean ended;

  /**
   * @param in from the position on
   * @param line how many lines are before it
   * @param most records a block
   */
  Blocks(InputStream in, Framing framing, long position, long line, int most) {
    this.in = in;
    this.framing = framing;
    this.position = position;
    this.line = line;
    this.most = most;
  }

  /** The next records; null at the end of the stream. */
  @Nullable Block next() throws IOException {
    // What was given out is read by others now.
    byte[] fresh = new byte[Math.max(BUFFER / 2, to - from + LONGEST)];
    System.arraycopy(buffer, from, fresh, 0, to - from);
    to -= from;
    from = 0;
    buffer = fresh;
    long origin = position;
    List<Block.Span> records = new ArrayList<>();
    while (records.size() < most) {
      int end = framing.end(buffer, from, to);
      if (end == Framing.UNFINISHED && to - from <= LONGEST && !ended) {
        if (to == buffer.length && !records.isEmpty()) {
          break;
        }
        fill();
        continue;
      }
      if (from == to) {
        break;
      }
      if (end == Framing.UNFINISHED || end - from > LONGEST + 2) {
        faulty(end, records);
      } else {
        take(end, records, "");
      }
    }
    return records.isEmpty() && position == origin
        ? null
        : new Block(buffer, origin, records, position, line);
  }

  private void fill() throws IOException {
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length + LONGEST);
    }
    int count = in.read(buffer, to, buffer.length - to);
    if (count < 0) {
      ended = true;
    } else {
      to += count;
    }
  }

  /** The rest of the stream, or more than a record may have, without a record's end. */
  private void faulty(int end, List<Block.Span> records) throws IOException {
    int lineEnd = Framing.endOfLine(buffer, from, to);
    if (lineEnd == Framing.UNFINISHED && ended && to - from <= LONGEST) {
      // The last line has no end, which is no fault unless a quote is open in it.
      take(to, records, "");
    } else if (lineEnd == Framing.UNFINISHED) {
      skipLine(records);
    } else {
      take(lineEnd, records, lineEnd == end ? TOO_LONG : OPEN_QUOTE);
    }
  }

  /** A line of which only the beginning is kept. */
  private void skipLine(List<Block.Span> records) throws IOException {
    records.add(new Block.Span(from, from + SHOWN, line + 1, TOO_LONG));
    int keep = from + SHOWN;
    position += to - from;
    int end = Framing.UNFINISHED;
    to = keep;
    byte[] dropped = new byte[LONGEST];
    while (end == Framing.UNFINISHED && !ended) {
      int count = in.read(dropped, 0, dropped.length);
      if (count < 0) {
        ended = true;
      } else {
        end = Framing.endOfLine(dropped, 0, count);
        position += end == Framing.UNFINISHED ? count : end;
        if (end != Framing.UNFINISHED) {
          int left = count - end;
          if (buffer.length - keep < left) {
            buffer = Arrays.copyOf(buffer, keep + left + LONGEST);
          }
          System.arraycopy(dropped, end, buffer, keep, left);
          to = keep + left;
        }
      }
    }
    from = keep;
    line++;
  }

  private void take(int end, List<Block.Span> records, String fault) {
    int last = end;
    if (last > from && buffer[last - 1] == '\n') {
      last--;
    }
    if (last > from && buffer[last - 1] == '\r') {
      last--;
    }
    if (!isBlank(last)) {
      records.add(new Block.Span(from, last, line + 1, fault));
    }
    line += lines(end);
    position += end - from;
    from = end;
  }

  private boolean isBlank(int end) {
    for (int i = from; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private int lines(int end) {
    int lines = 0;
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        lines++;
      }
    }
    return buffer[end - 1] == '\n' ? lines : lines + 1;
  }
}
