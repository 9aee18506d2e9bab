package org.partnergateway.routes.http.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * What must hold of a head that has been read: whose it is and where its body ends must be beyond
 * doubt.
 */
final class HeadRules {
  private static final int MOST_DIGITS = 18;

  private HeadRules() {}

  /**
   * @throws RefusedBytesException when it isn't beyond doubt
   */
  static void check(HttpRequest request) {
    boolean http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    target(request.uri());
    host(request.headers(), http11);
    framing(request.headers(), http11);
  }

  /**
   * @param version as it was sent: what it is read as tells 01.1 from 1.1 no more
   * @throws RefusedBytesException when it isn't spoken here
   */
  static void checkVersion(String version) {
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw RefusedBytesException.malformed("Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    }
  }

  private static void target(String target) {
    if (!target.startsWith("/")) {
      throw RefusedBytesException.malformed(
          "The request's target must be a path that begins with '/'; no other form is taken.");
    }
    if (target.indexOf('#') >= 0) {
      throw RefusedBytesException.malformed("The request's target has a fragment; leave it out.");
    }
  }

  private static void host(HttpHeaders headers, boolean required) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || hosts.isEmpty() && required) {
      throw RefusedBytesException.malformed("Send exactly one Host header.");
    }
  }

  private static void framing(HttpHeaders headers, boolean http11) {
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty()) {
        throw RefusedBytesException.malformed(
            "Send Content-Length or Transfer-Encoding, never both.");
      }
      if (!http11 || codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw RefusedBytesException.malformed(
            "The only Transfer-Encoding taken is a single 'chunked', in HTTP/1.1.");
      }
    }
    if (lengths.size() > 1 || !lengths.isEmpty() && !isLength(lengths.getFirst())) {
      throw RefusedBytesException.malformed("Content-Length must be one number of digits.");
    }
  }

  private static boolean isLength(String value) {
    return !value.isEmpty()
        && value.length() <= MOST_DIGITS
        && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
