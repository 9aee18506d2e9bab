package org.partnergateway.adapters.transport;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * HTTP over Vert.x, with connections of its own, so that one partner never waits for another's.
 *
 * <p>HTTP/1.1 with keep-alive, and HTTP/2 where an https partner negotiates it. Callers block, on
 * virtual threads; each exchange costs one task on an event loop.
 */
public final class HttpTransport implements Transport {
  /** A larger answer is refused. */
  public static final int LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

  private static final int LARGEST_HEADERS_BYTES = 32 * 1024;
  // Far ends close idle connections after 5 to 60 s; a write that meets such a close is in doubt.
  private static final int IDLE_SECONDS = 15;
  private static final int HTTP2_CONNECTIONS = 2;

  private final Egress egress;
  private final HttpClient plain;
  private final HttpClient secure;
  private final Context[] loops;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A transport for one partner.
   *
   * @param connections the most connections at a time to one origin
   */
  public HttpTransport(Vertx vertx, Egress egress, Duration connectTimeout, int connections) {
    this(vertx, egress, connectTimeout, connections, UnaryOperator.identity());
  }

  HttpTransport(
      Vertx vertx,
      Egress egress,
      Duration connectTimeout,
      int connections,
      UnaryOperator<HttpClientOptions> tuning) {
    this.egress = egress;
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(connections).setHttp2MaxSize(HTTP2_CONNECTIONS);
    this.plain = vertx.createHttpClient(tuning.apply(options(connectTimeout)), pool);
    this.secure =
        vertx.createHttpClient(
            tuning.apply(
                options(connectTimeout)
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)),
            pool);
    this.loops = new Context[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < loops.length; i++) {
      // The caller's own context may be a worker that would wait for itself; these never block.
      loops[i] = ((VertxInternal) vertx).createEventLoopContext();
    }
  }

  private static HttpClientOptions options(Duration connectTimeout) {
    return new HttpClientOptions()
        .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
        .setKeepAlive(true)
        .setKeepAliveTimeout(IDLE_SECONDS)
        .setHttp2KeepAliveTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(LARGEST_HEADERS_BYTES)
        .setDecompressionSupported(true)
        .setTcpNoDelay(true);
  }

  @Override
  public HttpAnswer send(HttpRequest request, Duration timeout) throws TransportException {
    egress.check(request.origin());
    checkTarget(request.target());
    int loop = (turn.getAndIncrement() & Integer.MAX_VALUE) % loops.length;
    HttpClient client = request.origin().secure() ? secure : plain;
    HttpExchange exchange = new HttpExchange(client, loops[loop], request);
    return exchange.run(timeout);
  }

  private static void checkTarget(String target) throws TransportException {
    try {
      RequestTarget.checked(target);
    } catch (IllegalArgumentException e) {
      throw new TransportException(
          false, TransportException.Reason.NOT_ALLOWED, String.valueOf(e.getMessage()), null);
    }
  }

  @Override
  public void close() {
    plain.close();
    secure.close();
  }
}
