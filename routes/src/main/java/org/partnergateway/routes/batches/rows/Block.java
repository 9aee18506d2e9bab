package org.partnergateway.routes.batches.rows;

import java.util.List;

/**
 * Whole records that follow one another.
 *
 * @param bytes of the file; the records are in it
 * @param origin the position in the file of the first byte
 * @param records blank lines are none
 * @param position after the last record, in the file
 * @param line lines of the file before that position
 */
record Block(byte[] bytes, long origin, List<Span> records, long position, long line) {
  /**
   * @param start in the bytes
   * @param end in the bytes, without its line end
   * @param line the number of its first line in the file, from 1
   * @param fault what is wrong with it as a record; empty when nothing is
   */
  record Span(int start, int end, long line, String fault) {
    int length() {
      return end - start;
    }
  }
}
