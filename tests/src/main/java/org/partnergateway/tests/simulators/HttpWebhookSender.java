package org.partnergateway.tests.simulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Posts over HTTP/1.1 and, until a 2xx comes, again 1 s, 5 s, 30 s and 2 min after the last try.
 * All tries stay within the five minutes that a signature with a timestamp is good for, because
 * what is sent stays the same.
 */
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HttpWebhookSender.class.getName());
  private static final List<Duration> RETRIES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final List<Duration> retries;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-schedule").factory());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(threads)
          .build();

  /** With the waits that partners make. */
  public HttpWebhookSender() {
    this(RETRIES);
  }

  /**
   * @param retries the wait before each try after the first
   */
  public HttpWebhookSender(List<Duration> retries) {
    this.retries = List.copyOf(retries);
  }

  @Override
  public void post(String url, Map<String, String> headers, byte[] body, Duration delay) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    later(request.build(), 0, delay);
  }

  private void later(HttpRequest request, int tries, Duration delay) {
    try {
      var unused =
          schedule.schedule(
              () -> threads.execute(() -> send(request, tries)),
              delay.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: what is not delivered by then stays undelivered.
    }
  }

  private void send(HttpRequest request, int tries) {
    String outcome;
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return;
      }
      outcome = "the answer is " + status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException e) {
      outcome = e.toString();
    }
    if (tries < retries.size()) {
      later(request, tries + 1, retries.get(tries));
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "Gave up a webhook to {0} after {1} tries: {2}",
          request.uri(),
          tries + 1,
          outcome);
    }
  }

  /** Drops what waits, and ends what is under way. */
  @Override
  public void close() {
    schedule.shutdownNow();
    threads.shutdownNow();
    client.shutdownNow();
  }
}
