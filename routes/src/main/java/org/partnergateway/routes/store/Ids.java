package org.partnergateway.routes.store;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Makes ids that sort by the time they were made: ULIDs in lower case (26 characters of Crockford's
 * base 32: 48 bits of milliseconds, 80 random bits), with a prefix that tells what they name.
 * Within one process they only grow, also when the clock steps back.
 */
public final class Ids {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final long LOW_MASK = (1L << 40) - 1;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private long millis = -1;
  private long high;
  private long low;

  public Ids(InstantSource clock) {
    this.clock = clock;
  }

  /** An id such as {@code pay_01jd9k…}; the prefix is given without its underscore. */
  public String next(String prefix) {
    return prefix + "_" + next();
  }

  /** An id without a prefix: 26 lower-case letters and digits. */
  public synchronized String next() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      high = random.nextLong() & LOW_MASK;
      low = random.nextLong() & LOW_MASK;
    } else {
      growWithinTheMillisecond();
    }
    char[] text = new char[26];
    write(text, 0, 10, millis);
    write(text, 10, 18, high);
    write(text, 18, 26, low);
    return new String(text);
  }

  private void growWithinTheMillisecond() {
    low = (low + 1) & LOW_MASK;
    if (low == 0) {
      high = (high + 1) & LOW_MASK;
      if (high == 0) {
        millis++;
      }
    }
  }

  private static void write(char[] text, int from, int to, long bits) {
    long left = bits;
    for (int at = to - 1; at >= from; at--) {
      text[at] = DIGITS[(int) (left & 31)];
      left >>>= 5;
    }
  }
}
