package org.partnergateway.adapters.as2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.mime.encoding.Base64InputStream;
import org.bouncycastle.mime.encoding.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2RefusedException.Reason;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.transformations.formats.FieldValue;

/**
 * A MIME entity with its bytes as they are.
 *
 * @param headers by name in lower case, unfolded; the first of a name
 * @param raw all of it, as it is signed
 * @param body what follows the headers
 */
record MimeEntity(Map<String, String> headers, byte[] raw, byte[] body) {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final int MOST_PARTS = 20;
  private static final int LONGEST_BOUNDARY = 70;

  /** An entity of ours. */
  static MimeEntity of(Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder();
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          head.append(name).append(": ").append(value).append("\r\n");
          lower.put(name.toLowerCase(Locale.ROOT), value);
        });
    byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] raw = Arrays.copyOf(text, text.length + body.length);
    System.arraycopy(body, 0, raw, text.length, body.length);
    return new MimeEntity(lower, raw, body);
  }

  /** An entity whose headers are those of HTTP, by name in lower case. */
  static MimeEntity ofHttp(Map<String, String> headers, byte[] body) {
    return new MimeEntity(headers, body, body);
  }

  static MimeEntity parse(byte[] raw) throws As2RefusedException {
    boolean headless = startsWith(raw, LINE_END, 0);
    int end = headless ? 0 : find(raw, HEAD_END, 0, Math.min(raw.length, LARGEST_HEAD));
    if (end < 0) {
      throw malformed("its headers have no end");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String head = new String(raw, 0, end, StandardCharsets.UTF_8).replaceAll("\r\n[ \t]+", " ");
    for (String line : head.isEmpty() ? new String[0] : head.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw malformed("one of its headers has no name");
      }
      headers.putIfAbsent(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    int start = end + (headless ? LINE_END.length : HEAD_END.length);
    return new MimeEntity(headers, raw, Arrays.copyOfRange(raw, start, raw.length));
  }

  /** What Content-Type says; text/plain where it says nothing. */
  FieldValue type() throws As2RefusedException {
    return field("content-type", "text/plain");
  }

  /** A header with parameters. */
  FieldValue field(String name, String fallback) throws As2RefusedException {
    try {
      return FieldValue.parse(headers.getOrDefault(name, fallback));
    } catch (MalformedMessageException e) {
      throw malformed("its " + name + " can't be read");
    }
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body without its Content-Transfer-Encoding. */
  byte[] content() throws As2RefusedException {
    String encoding =
        headers
            .getOrDefault("content-transfer-encoding", "binary")
            .strip()
            .toLowerCase(Locale.ROOT);
    try {
      return switch (encoding) {
        case "binary", "7bit", "8bit" -> body;
        case "base64" -> new Base64InputStream(new ByteArrayInputStream(body)).readAllBytes();
        case "quoted-printable" ->
            new QuotedPrintableInputStream(new ByteArrayInputStream(body)).readAllBytes();
        default -> throw malformed("its Content-Transfer-Encoding " + encoding + " is none");
      };
    } catch (IOException | RuntimeException e) {
      throw malformed("its " + encoding + " can't be read");
    }
  }

  /**
   * The parts of a multipart entity. What stands before the first and after the last is ignored.
   */
  List<MimeEntity> parts() throws As2RefusedException {
    String boundary = type().parameters().get("boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw malformed("its Content-Type names no boundary");
    }
    byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    List<MimeEntity> parts = new ArrayList<>();
    int at = delimiter(delimiter, 0);
    while (at >= 0) {
      int start = at + delimiter.length;
      if (startsWith(body, new byte[] {'-', '-'}, start)) {
        return parts;
      }
      start = find(body, LINE_END, start, body.length);
      int next = start < 0 ? -1 : delimiter(delimiter, start);
      if (next < 0 || parts.size() == MOST_PARTS) {
        break;
      }
      int from = Math.min(start + LINE_END.length, next);
      parts.add(parse(Arrays.copyOfRange(body, from, Math.max(from, next - LINE_END.length))));
      at = next;
    }
    throw malformed("one of its parts has no end");
  }

  /** Where a line begins with the delimiter and has nothing else but blanks or the two dashes. */
  private int delimiter(byte[] delimiter, int from) {
    for (int i = from; i >= 0 && i + delimiter.length <= body.length; i++) {
      boolean lineBegins = i == 0 || (i >= 2 && body[i - 2] == '\r' && body[i - 1] == '\n');
      if (lineBegins && startsWith(body, delimiter, i) && endsLine(i + delimiter.length)) {
        return i;
      }
    }
    return -1;
  }

  private boolean endsLine(int from) {
    int at = startsWith(body, new byte[] {'-', '-'}, from) ? from + 2 : from;
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
    return at == body.length || startsWith(body, LINE_END, at);
  }

  private static boolean startsWith(byte[] in, byte[] wanted, int from) {
    return from >= 0
        && from + wanted.length <= in.length
        && Arrays.equals(in, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private static int find(byte[] in, byte[] wanted, int from, int end) {
    for (int i = from; i + wanted.length <= end; i++) {
      if (in[i] == wanted[0] && startsWith(in, wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static As2RefusedException malformed(String problem) {
    return new As2RefusedException(Reason.UNEXPECTED, "It is no MIME: " + problem + ".");
  }
}
