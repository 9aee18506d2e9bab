package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which bytes go as they are. */
final class RawConnection implements AutoCloseable {
  private static final Pattern HEAD =
      Pattern.compile(
          "HTTP/1\\.[01] (\\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern LENGTH =
      Pattern.compile("^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final Socket socket;

  RawConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came back on one connection. */
  record Answers(List<Answer> all, boolean closed) {
    List<Integer> statuses() {
      return all.stream().map(Answer::status).toList();
    }
  }

  record Answer(int status, String headers, String body) {}

  RawConnection send(String bytes) {
    return send(bytes.getBytes(ISO_8859_1));
  }

  RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // The other side has closed; what it answered can still be read.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Reads until the gateway closes, or has been silent for so long. */
  Answers read(Duration silence) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean closed = false;
    try {
      socket.setSoTimeout((int) silence.toMillis());
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8192];
      int length = in.read(some);
      while (length >= 0) {
        bytes.write(some, 0, length);
        length = in.read(some);
      }
      closed = true;
    } catch (SocketTimeoutException e) {
      closed = false;
    } catch (SocketException e) {
      closed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answers(parse(bytes.toString(ISO_8859_1)), closed);
  }

  private static List<Answer> parse(String text) {
    List<Answer> answers = new ArrayList<>();
    Matcher head = HEAD.matcher(text);
    int from = 0;
    while (head.find(from)) {
      Matcher length = LENGTH.matcher(head.group(2));
      int end = head.end() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      answers.add(
          new Answer(
              Integer.parseInt(head.group(1)),
              head.group(2),
              text.substring(head.end(), Math.min(end, text.length()))));
      from = Math.min(end, text.length());
    }
    return answers;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
