package org.partnergateway.adapters.signature;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A header of the form {@code t=1492774577,v1=5257a869…[,v1=…][,v0=…]}.
 *
 * @param time digits, as they are signed
 * @param signatures the {@code v1} values that are 32 bytes in hex; other schemes are left out
 */
record SignatureHeader(String time, List<byte[]> signatures) {
  private static final int SIGNATURE_HEX_DIGITS = 64;

  /** Why a header cannot be read. */
  static final class Unreadable extends Exception {
    Unreadable(String reason) {
      super(reason, null, false, false);
    }
  }

  static SignatureHeader read(String header) throws Unreadable {
    String time = null;
    List<byte[]> signatures = new ArrayList<>();
    boolean anyV1 = false;
    int start = 0;
    while (start <= header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      String part = header.substring(start, end).trim();
      if (part.startsWith("t=")) {
        if (time != null) {
          throw new Unreadable("has two timestamps");
        }
        time = digits(part.substring(2));
      } else if (part.startsWith("v1=")) {
        anyV1 = true;
        addHex(part.substring(3), signatures);
      }
      start = end + 1;
    }
    if (time == null) {
      throw new Unreadable("has no timestamp (t=)");
    }
    if (signatures.isEmpty()) {
      throw new Unreadable(
          anyV1 ? "has no v1 signature of 64 hex digits" : "has no v1 signature (v1=)");
    }
    return new SignatureHeader(time, signatures);
  }

  private static String digits(String text) throws Unreadable {
    if (!Times.isSeconds(text)) {
      throw new Unreadable("has a timestamp that is not a number of seconds");
    }
    return text;
  }

  private static void addHex(String text, List<byte[]> signatures) {
    if (text.length() != SIGNATURE_HEX_DIGITS) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return;
      }
    }
    signatures.add(HexFormat.of().parseHex(text));
  }
}
