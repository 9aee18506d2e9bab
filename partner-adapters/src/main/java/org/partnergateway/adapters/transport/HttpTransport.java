package org.partnergateway.adapters.transport;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
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

  /** So much of an answer is read where only its status counts. */
  private static final int SKIPPED_ANSWER_BYTES = 64 * 1024;

  private static final int LARGEST_HEADERS_BYTES = 32 * 1024;
  // Far ends close idle connections after 5 to 60 s; a write that meets such a close is in doubt.
  private static final int IDLE_SECONDS = 15;
  private static final int HTTP2_CONNECTIONS = 2;

  private final EgressRule egress;
  private final AnswerBody answers;
  private final HttpClient plain;
  private final HttpClient secure;
  private final Context[] loops;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A transport for one partner.
   *
   * @param connections the most connections at a time to one origin
   */
  public HttpTransport(Vertx vertx, EgressRule egress, Duration connectTimeout, int connections) {
    this(vertx, egress, connectTimeout, connections, UnaryOperator.identity());
  }

  /** For those of whose answers only the status and the headers count: their bodies are empty. */
  public static HttpTransport withoutBodies(
      Vertx vertx, EgressRule egress, Duration connectTimeout, int connections) {
    return new HttpTransport(
        vertx,
        egress,
        connectTimeout,
        connections,
        new AnswerBody(SKIPPED_ANSWER_BYTES, false),
        options -> options.setDecompressionSupported(false));
  }

  HttpTransport(
      Vertx vertx,
      EgressRule egress,
      Duration connectTimeout,
      int connections,
      UnaryOperator<HttpClientOptions> tuning) {
    this(
        vertx,
        egress,
        connectTimeout,
        connections,
        new AnswerBody(LARGEST_ANSWER_BYTES, true),
        tuning);
  }

  private HttpTransport(
      Vertx vertx,
      EgressRule egress,
      Duration connectTimeout,
      int connections,
      AnswerBody answers,
      UnaryOperator<HttpClientOptions> tuning) {
    this.egress = egress;
    this.answers = answers;
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

  /**
   * What becomes of answers' bodies.
   *
   * @param most so many bytes
   * @param wanted whether they are kept, and more than that is a failure; else the rest of them is
   *     cut off
   */
  record AnswerBody(int most, boolean wanted) {}

  @Override
  public HttpAnswer send(HttpRequest request, Duration timeout) throws TransportException {
    InetAddress address = egress.check(request.origin());
    checkTarget(request.target());
    int loop = (turn.getAndIncrement() & Integer.MAX_VALUE) % loops.length;
    HttpClient client = request.origin().secure() ? secure : plain;
    HttpExchange exchange = new HttpExchange(client, loops[loop], request, address, answers);
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
