package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * The same look-up over and over, made once. Each connection asks for something else, so that no
 * two look-ups under way are identical: a server that coalesces those would be measured doing
 * nothing.
 */
final class LookUps implements Requests {
  /** Stands in the body for a number that differs from connection to connection. */
  static final String NUMBER = "@NUMBER@";

  /** The same, of so many numbers only. */
  private static final Pattern NUMBER_OF = Pattern.compile("@NUMBER%([0-9]+)@");

  private final ByteBuffer request;

  /**
   * @param number of the connection, from 0
   */
  LookUps(LoadRun run, int number) {
    // As many digits for all: the bytes must be as many too.
    String body = run.body().replace(NUMBER, Integer.toString(1000 + number));
    body =
        NUMBER_OF
            .matcher(body)
            .replaceAll(of -> Integer.toString(1000 + number % Integer.parseInt(of.group(1))));
    request = HttpRequest.post(run, "", body.getBytes(UTF_8));
  }

  @Override
  public ByteBuffer next() {
    return request.rewind();
  }
}
