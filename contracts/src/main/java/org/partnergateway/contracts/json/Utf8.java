package org.partnergateway.contracts.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One pass over the bytes before they are parsed. Jackson guesses UTF-16 and UTF-32, and lets
 * overlong forms, surrogates and byte order marks through; here only well-formed UTF-8 passes.
 */
final class Utf8 {

  /** Well-formed, and no escape can make a lone surrogate. */
  static final int CLEAN = -1;

  /** Well-formed, but there are escapes of surrogates, which may stand alone. */
  static final int SURROGATE_ESCAPES = -2;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

  private Utf8() {}

  /**
   * {@link #CLEAN}, {@link #SURROGATE_ESCAPES}, or the index of the first byte that is not UTF-8.
   */
  static int scan(byte[] bytes) {
    boolean surrogates = false;
    int i = 0;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length && isPlain((long) EIGHT.get(bytes, i))) {
        i += Long.BYTES;
      } else if (bytes[i] > 0) {
        surrogates |= bytes[i] == '\\' && isSurrogateEscape(bytes, i);
        i++;
      } else {
        int length = sequenceLength(bytes, i);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return surrogates ? SURROGATE_ESCAPES : CLEAN;
  }

  /** ASCII only, with neither NUL nor backslash. */
  private static boolean isPlain(long word) {
    long backslash = word ^ BACKSLASHES;
    return ((word | (word - LOW_BITS & ~word) | (backslash - LOW_BITS & ~backslash)) & HIGH_BITS)
        == 0;
  }

  private static boolean isSurrogateEscape(byte[] bytes, int i) {
    return i + 2 < bytes.length && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd';
  }

  /**
   * Length of the well-formed sequence of two to four bytes at this index; 0 when it is not
   * well-formed.
   */
  private static int sequenceLength(byte[] bytes, int i) {
    int first = bytes[i] & 0xff;
    int second = continuation(bytes, i + 1);
    if (first >= 0xc2 && first <= 0xdf) {
      return second < 0 ? 0 : 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
      int least = first == 0xe0 ? 0xa0 : 0x80;
      int most = first == 0xed ? 0x9f : 0xbf;
      return second < least || second > most || continuation(bytes, i + 2) < 0 ? 0 : 3;
    }
    if (first >= 0xf0 && first <= 0xf4) {
      int least = first == 0xf0 ? 0x90 : 0x80;
      int most = first == 0xf4 ? 0x8f : 0xbf;
      boolean bad =
          second < least
              || second > most
              || continuation(bytes, i + 2) < 0
              || continuation(bytes, i + 3) < 0;
      return bad ? 0 : 4;
    }
    return 0;
  }

  private static int continuation(byte[] bytes, int i) {
    return i < bytes.length && (bytes[i] & 0xc0) == 0x80 ? bytes[i] & 0xff : -1;
  }
}
