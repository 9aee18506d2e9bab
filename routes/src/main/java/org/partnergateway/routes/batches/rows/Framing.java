package org.partnergateway.routes.batches.rows;

/** Where a record ends. A record ends with a line; in CSV a quoted field may hold line ends. */
interface Framing {
  int UNFINISHED = -1;

  /**
   * @param from where the record begins
   * @param to where the bytes at hand end
   * @return the index after its line feed, or {@link #UNFINISHED}
   */
  int end(byte[] bytes, int from, int to);

  /** A line is a record. */
  Framing LINES = Framing::endOfLine;

  static int endOfLine(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return UNFINISHED;
  }

  /**
   * A field that begins with a quote goes on until the quote that isn't doubled; elsewhere a quote
   * is a character.
   */
  static Framing csv(char delimiter) {
    byte separator = (byte) delimiter;
    return (bytes, from, to) -> {
      // Where a quote opens a field; in a quoted field; after a quote in one, which may be doubled.
      boolean start = true;
      boolean quoted = false;
      boolean closed = false;
      for (int i = from; i < to; i++) {
        byte b = bytes[i];
        if (quoted) {
          if (b == '"') {
            quoted = false;
            closed = true;
          }
        } else if (b == '\n') {
          return i + 1;
        } else if (b == '"') {
          quoted = start || closed;
          start = false;
          closed = false;
        } else {
          start = b == separator;
          closed = false;
        }
      }
      return UNFINISHED;
    };
  }
}
