package org.partnergateway.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;
import org.partnergateway.tests.simulators.WebhookSender;

/**
 * Delivers what partners push, again and again until it is taken, some of it twice for good
 * measure. A message is recorded before it is first sent, and when it was acknowledged.
 */
final class Deliveries implements WebhookSender {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int ONE_IN_SO_MANY_TWICE = 40;

  private final HistoryWriter history;
  private final AtomicBoolean over;
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile Api api;

  /**
   * @param over when it is set nothing is delivered any more
   */
  Deliveries(HistoryWriter history, AtomicBoolean over) {
    this.history = history;
    this.over = over;
  }

  /** From now on there is somebody to deliver to. */
  void deliverBy(Api gateways) {
    api = gateways;
  }

  /** How many messages wait, or are under way. */
  long open() {
    return open.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void post(String url, Map<String, String> headers, byte[] body, Duration delay) {
    open.incrementAndGet();
    Thread.ofVirtual()
        .name("delivery")
        .start(
            () -> {
              try {
                Thread.sleep(delay);
                deliver(URI.create(url).getPath(), headers, body);
              } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
              } finally {
                open.decrementAndGet();
              }
            });
  }

  private void deliver(String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    String partner = path.split("/")[2];
    JsonNode message = Api.JSON.readTree(body);
    // What has no id of its own is known by its bytes.
    String id = message.has("id") ? message.path("id").asText() : Caller.digest(body);
    history.add(new Entry.Sent(partner, id));
    HttpRequest.Builder request = HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    int times = ThreadLocalRandom.current().nextInt(ONE_IN_SO_MANY_TWICE) == 0 ? 2 : 1;
    for (int time = 0; time < times; time++) {
      if (untilTaken(request, path)) {
        history.add(new Entry.Acknowledged(partner, id));
        acknowledged.incrementAndGet();
      }
    }
  }

  private boolean untilTaken(HttpRequest.Builder request, String path) throws InterruptedException {
    for (int tries = 0; !over.get(); tries++) {
      try {
        if (api != null && api.webhook(request.copy(), path) / 100 == 2) {
          return true;
        }
      } catch (IOException e) {
        // Nobody is there.
      }
      Thread.sleep(Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(tries, 5)));
    }
    return false;
  }
}
