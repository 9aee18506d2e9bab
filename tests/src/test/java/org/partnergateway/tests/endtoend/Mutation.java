package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes that leave most of a document as it is, so that they get far inside. */
final class Mutation {
  private static final List<String> WORDS =
      List.of(
          "null",
          "-0",
          "1e999999",
          "1e-400",
          "99999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "\\u0000",
          "\\ud800",
          "\u202e",
          "\u0000",
          "\ufeff",
          ",",
          ":",
          "\"",
          "{\"a\":",
          "[[",
          "}",
          "]",
          "true",
          "\ud83d\udca9",
          "0.1",
          "\"\u0301\"",
          "/**/",
          "\r\n");

  private Mutation() {}

  static byte[] of(byte[] good, Random random) {
    byte[] body = good;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      body = change(body, random);
    }
    return body;
  }

  private static byte[] change(byte[] body, Random random) {
    int at = random.nextInt(body.length + 1);
    int end = Math.min(body.length, at + random.nextInt(12));
    byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> splice(body, at, at, word);
      case 1 -> splice(body, at, end, word);
      case 2 -> splice(body, at, end, new byte[0]);
      case 3 -> splice(body, at, at, Arrays.copyOfRange(body, at, end));
      case 4 -> flip(body, random);
      default -> value(body, word, random);
    };
  }

  /** Puts a word in the place of a whole value, so that the document may stay well-formed. */
  private static byte[] value(byte[] body, byte[] word, Random random) {
    int colon = random.nextInt(body.length + 1);
    while (colon < body.length && body[colon] != ':') {
      colon++;
    }
    int end = colon + 1;
    while (end < body.length && body[end] != ',' && body[end] != '}' && body[end] != ']') {
      end++;
    }
    return colon >= body.length ? body : splice(body, colon + 1, end, word);
  }

  private static byte[] flip(byte[] body, Random random) {
    byte[] flipped = body.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] splice(byte[] body, int from, int to, byte[] middle) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(body, 0, from);
    spliced.writeBytes(middle);
    spliced.write(body, to, body.length - to);
    return spliced.toByteArray();
  }
}
