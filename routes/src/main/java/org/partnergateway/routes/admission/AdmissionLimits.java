package org.partnergateway.routes.admission;

import java.time.Duration;

/**
 * @param least how many of an entrance may be under way at a time, however slow it is
 * @param initial how many at the start
 * @param most how many when nothing is slow but partners
 * @param target what the gateway may delay a request by before fewer are let in
 * @param waiting how many may wait for a place
 * @param bodyBytes of all bodies together
 * @param largestBody of one body
 */
public record AdmissionLimits(
    int least,
    int initial,
    int most,
    Duration target,
    int waiting,
    long bodyBytes,
    long largestBody) {
  /**
   * For each core. With 512 on one the answers under overload took a quarter of a second, and a
   * third fewer of them were given: what is under way costs memory, and each waits for all others.
   */
  private static final int LEAST = 128;

  private static final int INITIAL = 1024;
  private static final int MOST = 8192;
  private static final int WAITING = 1024;
  private static final Duration TARGET = Duration.ofMillis(5);

  /**
   * What a request under way holds besides its body, its trees and its answer, is less than half of
   * this; collecting garbage needs the other half.
   */
  private static final long BYTES_A_REQUEST = 524_288;

  private static final int PART_OF_THE_HEAP = 16;

  /** What an upload holds at a time, however long it is. */
  static final long UPLOAD_BYTES = 2_097_152;

  private static final int UPLOADS = 8;

  /**
   * For a machine of so many cores and a heap of this size.
   *
   * @param most 0 for what the heap allows
   * @param bodyBytes 0 for a sixteenth of the heap
   */
  public static AdmissionLimits of(
      int cores, long heap, int most, long bodyBytes, long largestBody) {
    int least = Math.min(LEAST * cores, MOST);
    int allowed = most > 0 ? most : (int) Math.clamp(heap / BYTES_A_REQUEST, least, MOST);
    return new AdmissionLimits(
        Math.min(least, allowed),
        Math.min(INITIAL, allowed),
        allowed,
        TARGET,
        Math.min(WAITING, allowed),
        Math.max(largestBody, bodyBytes > 0 ? bodyBytes : heap / PART_OF_THE_HEAP),
        largestBody);
  }

  /** Uploads keep nobody waiting but each other, so their number doesn't follow the load. */
  AdaptiveLimit uploads() {
    int uploads = Math.min(UPLOADS, most);
    return new AdaptiveLimit(uploads, uploads, uploads, target.toNanos());
  }

  AdaptiveLimit fresh() {
    return new AdaptiveLimit(least, initial, most, target.toNanos());
  }
}
