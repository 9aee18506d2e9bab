package org.partnergateway.tests.faults;

import java.time.Duration;

/** What becomes of one connection. Bytes are counted from its beginning. */
public sealed interface Fault {

  /** Which way bytes go. */
  enum Way {
    /** From whoever connected to the far end. */
    REQUEST,
    /** From the far end back. */
    ANSWER
  }

  /** Everything goes through as it comes. */
  record None() implements Fault {}

  /** Each piece of data that goes this way waits so long first. */
  record Delay(Way way, Duration pause) implements Fault {}

  /**
   * Both ends are reset when another byte is to go this way after so many. After 0 bytes of the
   * request nothing reaches the far end; after 0 bytes of the answer it has done its work, and
   * nobody hears of it.
   */
  record Cut(Way way, long after) implements Fault {}

  /**
   * So many bytes of the answer go through, then its end is told in order while the connection
   * stays open the other way.
   */
  record HalfClose(long after) implements Fault {}

  /** The connection is accepted and read from; nothing reaches the far end, nothing comes back. */
  record Blackhole() implements Fault {}

  /** Bytes go this way in pieces of that size, with a pause before each. */
  record Slow(Way way, int size, Duration pause) implements Fault {}

  /**
   * The far end gets all that is sent twice, on two connections, as from something in between that
   * tries again; what the first one answers is thrown away.
   */
  record Duplicate() implements Fault {}
}
