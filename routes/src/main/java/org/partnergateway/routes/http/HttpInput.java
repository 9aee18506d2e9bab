package org.partnergateway.routes.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * The request as the server has it. Steps read it from here, not from Camel's headers: see {@link
 * HeaderFirewall}.
 */
public final class HttpInput {
  private static final byte[] NOTHING = new byte[0];

  private final HttpServerRequest request;
  private final Exchange exchange;

  private HttpInput(Exchange exchange, HttpServerRequest request) {
    this.exchange = exchange;
    this.request = request;
  }

  public static HttpInput of(Exchange exchange) {
    return new HttpInput(exchange, exchange.getIn(HttpMessage.class).getRequest());
  }

  /** The header's first value. */
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  /** All headers; names compare without case. */
  public MultiMap headers() {
    return request.headers();
  }

  public Map<String, List<String>> query() {
    String query = request.query();
    return query == null || query.isEmpty()
        ? Map.of()
        : new QueryStringDecoder(query, false).parameters();
  }

  /** A parameter of the path's template. */
  public @Nullable String path(String name) {
    return exchange.getIn().getHeader(name, String.class);
  }

  /** Whether a body was sent, also where the server kept it to itself, as it does with a form. */
  public boolean announcesBody() {
    String length = header("Content-Length");
    return length == null ? header("Transfer-Encoding") != null : !length.equals("0");
  }

  /** The body as it comes, where the route doesn't wait for all of it. */
  public BodyStream bodyStream() {
    return BodyStream.of(request);
  }

  public byte[] body() {
    return exchange.getIn().getBody() instanceof Buffer buffer ? buffer.getBytes() : NOTHING;
  }
}
