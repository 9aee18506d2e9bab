package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A connection's own question as often as it likes, each time under a new key. */
final class Writes implements Requests {
  private final LoadRun run;
  private final int number;
  private final byte[] body;
  private int sent;

  /**
   * @param number of the connection, from 0
   */
  Writes(LoadRun run, int number) {
    this.run = run;
    this.number = number;
    this.body = run.body().replace(LookUps.NUMBER, Integer.toString(1000 + number)).getBytes(UTF_8);
  }

  @Override
  public ByteBuffer next() {
    String key = "Idempotency-Key: %s-%d-%d\r\n".formatted(run.name(), number, sent++);
    return HttpRequest.post(run, key, body);
  }
}
