package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Writes requests. */
final class HttpRequest {
  private HttpRequest() {}

  /**
   * A POST of JSON.
   *
   * @param headers further header lines, each with its end
   */
  static ByteBuffer post(LoadRun run, String headers, byte[] body) {
    String head =
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Accept: application/json\r
        %sContent-Length: %d\r
        \r
        """
            .formatted(run.path(), run.port(), LoadRun.TOKEN, headers, body.length);
    byte[] bytes = head.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(bytes.length + body.length).put(bytes).put(body).flip();
  }
}
