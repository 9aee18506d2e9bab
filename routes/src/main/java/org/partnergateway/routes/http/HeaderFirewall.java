package org.partnergateway.routes.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HTTP headers and Camel headers apart, in both directions.
 *
 * <p>Nothing that a client sends becomes a Camel header, since Camel steers itself by headers:
 * {@code CamelHttpUri}, {@code operationName} and their like are instructions to it. The steps read
 * the request itself instead. On the way out, only the headers named here leave, so that no request
 * header and no internal one is ever echoed.
 */
public final class HeaderFirewall implements HeaderFilterStrategy {
  /**
   * Lower-case names of the headers that an answer may carry, besides those that the server writes
   * itself.
   */
  private static final Set<String> ANSWER_HEADERS =
      Set.of(
          "allow",
          "cache-control",
          "content-disposition",
          "idempotency-replayed",
          "link",
          "location",
          "preference-applied",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "traceparent",
          "www-authenticate");

  private final Set<String> besides;

  public HeaderFirewall() {
    this(Set.of());
  }

  /**
   * @param besides lower-case names of what else leaves, as a partner's protocol has it
   */
  public HeaderFirewall(Set<String> besides) {
    this.besides = Set.copyOf(besides);
  }

  @Override
  public boolean applyFilterToCamelHeaders(
      String name, @Nullable Object value, @Nullable Exchange exchange) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !ANSWER_HEADERS.contains(lower) && !besides.contains(lower);
  }

  @Override
  public boolean applyFilterToExternalHeaders(
      String name, @Nullable Object value, @Nullable Exchange exchange) {
    return true;
  }
}
