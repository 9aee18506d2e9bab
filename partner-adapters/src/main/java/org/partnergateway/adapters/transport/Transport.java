package org.partnergateway.adapters.transport;

import java.time.Duration;

/** Carries one request and its answer. Sends at most once and follows no redirect. */
public interface Transport extends AutoCloseable {
  /**
   * Blocks until the answer is complete.
   *
   * @param timeout from now to the answer's last byte
   */
  HttpAnswer send(HttpRequest request, Duration timeout) throws TransportException;

  /** Lets go of connections. */
  @Override
  void close();
}
