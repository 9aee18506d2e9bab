package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Waits until a server says it is ready. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(10);

  private Readiness() {}

  /**
   * Waits for a 200.
   *
   * @param path on the port, below the server's root
   */
  static void await(ChildProcess process, int port, String path) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isOk(port, path)) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not ready in %d s: %s".formatted(PATIENCE.toSeconds(), process.log()));
      }
      pause();
    }
  }

  private static boolean isOk(int port, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }
}
