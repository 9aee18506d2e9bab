package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.partnergateway.tests.simulators.StripeSignature;

/** Events that Stripe never sent before, each signed when it is sent. */
final class Webhooks implements Requests {
  /** Stands in the body for the event's id, which is the run's name and a number. */
  static final String ID = "@ID@";

  private final LoadRun run;
  private final EventNumbers numbers;

  /**
   * @param numbers shared by all connections of the run
   */
  Webhooks(LoadRun run, EventNumbers numbers) {
    this.run = run;
    this.numbers = numbers;
  }

  @Override
  public ByteBuffer next() {
    byte[] body =
        run.body().replace(ID, "%s_%09d".formatted(run.name(), numbers.next())).getBytes(UTF_8);
    String signature = StripeSignature.sign(LoadRun.WEBHOOK_SECRET, Instant.now(), body);
    return HttpRequest.post(run, StripeSignature.HEADER + ": " + signature + "\r\n", body);
  }

  /** Counts up; the generator has one thread. */
  static final class EventNumbers {
    private int last;

    int next() {
      return last++;
    }
  }
}
