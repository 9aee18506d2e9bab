package org.partnergateway.transformations.formats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.partnergateway.contracts.json.MalformedMessageException;

/**
 * Takes a multipart body (RFC 2046, 5.1) apart. Stricter than the RFC: nothing stands before the
 * first boundary or after the last one, the last one must be there, and no line may begin as a
 * boundary and go on as something else, so that no two readers see other parts.
 */
final class MultipartReader {
  static final int MOST_PARTS = 100;
  static final int LARGEST_HEAD = 8 * 1024;

  private static final int LONGEST_BOUNDARY = 70;
  private static final byte[] END_OF_LINE = {'\r', '\n'};
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final byte[] body;
  private final byte[] delimiter;
  private int at;

  private MultipartReader(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The parts in their order.
   *
   * @param contentType of the whole body, which says the boundary
   * @throws MalformedMessageException when it can't be taken apart in exactly one way
   */
  static List<BodyPart> read(String contentType, byte[] body) {
    String boundary = FieldValue.parse(contentType).parameters().get("boundary");
    if (boundary == null
        || !boundary.matches("[0-9A-Za-z'()+_,./:=? -]{1," + LONGEST_BOUNDARY + "}")
        || boundary.endsWith(" ")) {
      throw malformed("the Content-Type names no boundary as RFC 2046 has it");
    }
    return new MultipartReader(body, boundary).parts();
  }

  private List<BodyPart> parts() {
    at = startsWith(END_OF_LINE, 0) ? END_OF_LINE.length : 0;
    byte[] first = Arrays.copyOfRange(delimiter, END_OF_LINE.length, delimiter.length);
    if (!startsWith(first, at)) {
      throw malformed("it doesn't begin with its boundary");
    }
    at += first.length;
    List<BodyPart> parts = new ArrayList<>();
    while (!isLast()) {
      if (parts.size() == MOST_PARTS) {
        throw malformed("it has more than " + MOST_PARTS + " parts");
      }
      parts.add(part());
    }
    return parts;
  }

  /** Reads what follows a boundary: the end, or the end of its line. */
  private boolean isLast() {
    if (startsWith(new byte[] {'-', '-'}, at)) {
      at += 2;
      skipBlanks();
      if (at < body.length && !(startsWith(END_OF_LINE, at) && at + 2 == body.length)) {
        throw malformed("something follows its last boundary");
      }
      return true;
    }
    skipBlanks();
    if (!startsWith(END_OF_LINE, at)) {
      throw malformed("a line begins as its boundary and goes on otherwise");
    }
    at += END_OF_LINE.length;
    return false;
  }

  private BodyPart part() {
    // A part without headers begins with the empty line at once.
    boolean headless = startsWith(END_OF_LINE, at);
    int endOfHead = headless ? at : find(END_OF_HEAD, at, Math.min(body.length, at + LARGEST_HEAD));
    if (endOfHead < 0) {
      throw malformed("the head of a part has no end, or more than " + LARGEST_HEAD + " bytes");
    }
    int start = endOfHead + (headless ? END_OF_LINE.length : END_OF_HEAD.length);
    String head = new String(body, at, endOfHead - at, StandardCharsets.UTF_8);
    // The empty line's own end may be that of the boundary: an empty part.
    int end = find(delimiter, start - END_OF_LINE.length, body.length);
    if (end < 0) {
      throw malformed("it ends within a part: its last boundary is missing");
    }
    at = end + delimiter.length;
    return BodyPart.of(head, end < start ? new byte[0] : Arrays.copyOfRange(body, start, end));
  }

  private void skipBlanks() {
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
  }

  private boolean startsWith(byte[] wanted, int from) {
    return from + wanted.length <= body.length
        && Arrays.equals(body, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private int find(byte[] wanted, int from, int end) {
    for (int i = from; i + wanted.length <= end; i++) {
      if (body[i] == wanted[0] && startsWith(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static MalformedMessageException malformed(String problem) {
    return new MalformedMessageException("no multipart body: " + problem, 0, 0, "");
  }
}
