package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/** Reads one form: pairs, percent-encoding, UTF-8. What names mean is {@link FormName}'s. */
final class FormReader {
  private final byte[] body;

  FormReader(byte[] body) {
    this.body = body;
  }

  JsonNode read() {
    ObjectNode root = StrictJson.nodes().objectNode();
    int start = 0;
    while (start < body.length) {
      int end = find('&', start, body.length);
      if (end == body.length - 1) {
        throw malformed("nothing follows the last &", end);
      }
      readPair(start, end, root);
      start = end + 1;
    }
    return root;
  }

  private void readPair(int start, int end, ObjectNode root) {
    int equals = find('=', start, end);
    if (equals == end) {
      throw malformed(start == end ? "a pair is missing" : "a name without =", start);
    }
    String name = decode(start, equals);
    String value = decode(equals + 1, end);
    try {
      FormName.parse(name).set(root, value);
    } catch (FormName.NameException e) {
      throw new MalformedMessageException(
          String.valueOf(e.getMessage()), 1, start + 1, e.pointer());
    }
  }

  private int find(char wanted, int from, int end) {
    int at = from;
    while (at < end && body[at] != wanted) {
      at++;
    }
    return at;
  }

  private String decode(int start, int end) {
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      byte b = body[i];
      if (b == '%') {
        bytes[length++] = (byte) (hex(i, i + 1, end) << 4 | hex(i, i + 2, end));
        i += 2;
      } else if (b > ' ' && b < 0x7f) {
        bytes[length++] = b == '+' ? (byte) ' ' : b;
      } else {
        throw malformed("a byte that must be percent-encoded", i);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("percent-encoded bytes that are not UTF-8", start);
    }
  }

  private int hex(int percent, int at, int end) {
    int digit = at < end ? Character.digit(body[at], 16) : -1;
    if (digit < 0) {
      throw malformed("% without two hexadecimal digits", percent);
    }
    return digit;
  }

  private static MalformedMessageException malformed(String problem, int index) {
    return new MalformedMessageException(problem, 1, index + 1, "");
  }
}
