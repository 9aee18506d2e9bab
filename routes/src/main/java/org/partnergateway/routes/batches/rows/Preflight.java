package org.partnergateway.routes.batches.rows;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the beginning of a file: is it what it says?
 *
 * <p>Every method throws {@link FileRefusedException} when it isn't.
 */
public final class Preflight {
  /** How much of a file's beginning is looked at; a heading must be within it. */
  public static final int HEAD = 65_536;

  private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private record Magic(byte[] bytes, String what) {}

  private static final List<Magic> OTHERS =
      List.of(
          new Magic(new byte[] {(byte) 0xff, (byte) 0xfe}, "UTF-16; save it as UTF-8"),
          new Magic(new byte[] {(byte) 0xfe, (byte) 0xff}, "UTF-16; save it as UTF-8"),
          new Magic(
              new byte[] {0x1f, (byte) 0x8b},
              "gzip; send it with the header Content-Encoding: gzip"),
          new Magic(
              new byte[] {'P', 'K', 3, 4},
              "a ZIP archive or a spreadsheet; send the file that is in it, or save it as CSV"),
          new Magic(
              new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0},
              "an old spreadsheet; save it as CSV"),
          new Magic(new byte[] {'%', 'P', 'D', 'F'}, "a PDF"));

  private Preflight() {}

  /**
   * @return where the content begins: behind a byte order mark of UTF-8
   */
  public static int start(byte[] head, int length) {
    for (Magic other : OTHERS) {
      if (begins(head, length, other.bytes())) {
        throw new FileRefusedException("The file is " + other.what() + ".");
      }
    }
    int start = begins(head, length, UTF8_MARK) ? UTF8_MARK.length : 0;
    if (firstOf(head, start, length) == length) {
      throw new FileRefusedException("The file is empty.");
    }
    return start;
  }

  private static boolean begins(byte[] head, int length, byte[] with) {
    return length >= with.length
        && java.util.Arrays.equals(head, 0, with.length, with, 0, with.length);
  }

  /** The index of the first byte that is no white space. */
  private static int firstOf(byte[] head, int from, int to) {
    int i = from;
    while (i < to && (head[i] == ' ' || head[i] == '\t' || head[i] == '\r' || head[i] == '\n')) {
      i++;
    }
    return i;
  }

  /** JSON lines: does the first line look like an object? */
  public static void jsonLines(byte[] head, int length) {
    int first = firstOf(head, start(head, length), length);
    if (head[first] == '[') {
      throw new FileRefusedException(
          "The file is one JSON array; send one object a line, as `jq -c '.[]' file` writes them.");
    }
    if (head[first] != '{') {
      throw new FileRefusedException(
          "The file doesn't begin with '{', as JSON lines do; if it is CSV, send it as Content-Type:"
              + " text/csv.");
    }
    int end = Framing.endOfLine(head, first, length);
    int last = end == Framing.UNFINISHED ? length : end;
    if (end != Framing.UNFINISHED && firstOf(head, first + 1, last) == last) {
      throw new FileRefusedException(
          "The first object goes over several lines; write each in one, as `jq -c . file` does.");
    }
    if (end == Framing.UNFINISHED) {
      carriageReturns(head, first, length);
    }
  }

  private static void carriageReturns(byte[] head, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (head[i] == '\r' && head[i + 1] != '\n') {
        throw new FileRefusedException(
            "The lines end with carriage returns alone; write line feeds.");
      }
    }
  }

  /**
   * The heading of a CSV file.
   *
   * @param declared the delimiter; null: it is found
   * @param shape what columns may be named; null: as they like
   */
  public static Heading csv(
      byte[] head,
      int length,
      @Nullable Character declared,
      Charset charset,
      @Nullable Shape shape) {
    int start = start(head, length);
    int first = firstOf(head, start, length);
    if (head[first] == '{' || head[first] == '[') {
      throw new FileRefusedException(
          "The file is JSON; send one object a line as Content-Type: application/x-ndjson.");
    }
    return new Headings(head, length, charset, shape).find(first, declared);
  }
}
