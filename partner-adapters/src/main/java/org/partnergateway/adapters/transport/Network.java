package org.partnergateway.adapters.transport;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. Netty's rule for the
 * same takes addresses into IPv6 networks that aren't in them.
 */
public final class Network {
  private static final Pattern FORM =
      Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

  private final String text;
  private final byte[] address;
  private final int bits;

  private Network(String text, byte[] address, int bits) {
    this.text = text;
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads an address, a slash and the number of bits that all of the network have in common.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Network parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      try {
        byte[] address = InetAddress.ofLiteral(form.group(1)).getAddress();
        int bits = Integer.parseInt(form.group(2));
        if (bits <= address.length * Byte.SIZE) {
          return new Network(text, address, bits);
        }
      } catch (IllegalArgumentException e) {
        throw notOne(text, e);
      }
    }
    throw notOne(text, null);
  }

  private static IllegalArgumentException notOne(
      String text, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "\"%s\" is no network such as 10.0.0.0/8 or fd00::/8".formatted(text), cause);
  }

  /** Whether the address is in it. */
  public boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((bytes[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
