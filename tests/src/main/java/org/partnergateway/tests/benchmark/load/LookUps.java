package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same look-ups over and over, made once. Each connection asks for something else, so that no
 * two look-ups under way are identical: a server that coalesces those would be measured doing
 * nothing.
 */
final class LookUps implements Requests {
  /** Stands in the body for a number that differs from connection to connection. */
  static final String NUMBER = "@NUMBER@";

  /** Stands for a number below so many, which is another one with each request. */
  private static final Pattern NUMBER_OF = Pattern.compile("@NUMBER%([0-9]+)@");

  private final ByteBuffer[] requests;
  private int next;

  /**
   * @param number of the connection, from 0
   */
  LookUps(LoadRun run, int number) {
    // As many digits for all: the bytes must be as many too.
    String body = run.body().replace(NUMBER, Integer.toString(1000 + number));
    Matcher marked = NUMBER_OF.matcher(body);
    int numbers = marked.find() ? Integer.parseInt(marked.group(1)) : 1;
    requests = new ByteBuffer[numbers];
    for (int i = 0; i < numbers; i++) {
      String one = marked.replaceAll(Integer.toString(1000 + (number + i) % numbers));
      requests[i] = HttpRequest.post(run, "", one.getBytes(UTF_8));
    }
  }

  @Override
  public ByteBuffer next() {
    ByteBuffer request = requests[next];
    next = (next + 1) % requests.length;
    return request.rewind();
  }
}
