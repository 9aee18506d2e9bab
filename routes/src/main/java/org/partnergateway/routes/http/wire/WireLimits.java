package org.partnergateway.routes.http.wire;

import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * @param headerLines the most header lines of a request
 * @param patience how long a request may take to arrive, from its first byte to its last
 * @param uploads requests whose bodies may take longer, as long as something comes of them within
 *     that time
 */
public record WireLimits(int headerLines, Duration patience, Predicate<HttpRequest> uploads) {
  /** Without uploads. */
  public WireLimits(int headerLines, Duration patience) {
    this(headerLines, patience, request -> false);
  }
}
