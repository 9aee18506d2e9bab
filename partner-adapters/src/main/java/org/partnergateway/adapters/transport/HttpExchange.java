package org.partnergateway.adapters.transport;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.transport.HttpTransport.AnswerBody;
import org.partnergateway.adapters.transport.TransportException.Reason;

/**
 * One request on its way.
 *
 * <p>The caller's thread and the event loop agree in {@link #phase} on whether a byte may have
 * left: whoever moves it out of {@code WAITING} first decides.
 */
final class HttpExchange {
  private enum Phase {
    WAITING,
    SENT,
    GIVEN_UP
  }

  private final HttpClient client;
  private final Context loop;
  private final HttpRequest request;
  private final @Nullable InetAddress address;
  private final AnswerBody answers;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private final CompletableFuture<HttpAnswer> result = new CompletableFuture<>();
  // Touched on the event loop only.
  private @Nullable HttpClientRequest writing;
  private @Nullable Buffer body;
  private boolean moreThanOne;
  private int skipped;

  /**
   * @param address what to connect to; null: what the host's name means
   */
  HttpExchange(
      HttpClient client,
      Context loop,
      HttpRequest request,
      @Nullable InetAddress address,
      AnswerBody answers) {
    this.client = client;
    this.loop = loop;
    this.request = request;
    this.address = address;
    this.answers = answers;
  }

  HttpAnswer run(Duration timeout) throws TransportException {
    loop.runOnContext(start -> connect());
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException cause) {
        throw cause;
      }
      throw new TransportException(maybeSent(), Reason.CUT, "The exchange failed", e.getCause());
    } catch (TimeoutException e) {
      throw giveUp(Reason.TIMED_OUT, "within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw giveUp(Reason.INTERRUPTED, "before the gateway was told to stop");
    }
  }

  private TransportException giveUp(Reason reason, String when) {
    boolean maybeSent = phase.getAndSet(Phase.GIVEN_UP) == Phase.SENT;
    loop.runOnContext(stop -> reset());
    return maybeSent
        ? new TransportException(true, reason, "No answer from " + where() + " " + when, null)
        : new TransportException(
            false, reason, "No free connection to " + where() + " " + when, null);
  }

  private void connect() {
    try {
      client.request(options()).onComplete(this::connected);
    } catch (RuntimeException e) {
      refuse(e);
    }
  }

  private RequestOptions options() {
    Origin origin = request.origin();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setSsl(origin.secure())
            .setHost(origin.host())
            .setPort(origin.port())
            .setURI(request.target())
            .setHeaders(request.headers())
            .setFollowRedirects(false);
    return address == null
        ? options
        : options.setServer(
            SocketAddress.inetSocketAddress(origin.port(), address.getHostAddress()));
  }

  private void connected(AsyncResult<HttpClientRequest> connection) {
    if (connection.failed()) {
      String why = connection.cause().getMessage();
      result.completeExceptionally(
          new TransportException(
              false,
              Reason.NOT_CONNECTED,
              "No connection to " + where() + ": " + why,
              connection.cause()));
      return;
    }
    writing = connection.result();
    writing.exceptionHandler(this::cut);
    if (!phase.compareAndSet(Phase.WAITING, Phase.SENT)) {
      reset();
      return;
    }
    try {
      writing.send(Buffer.buffer(request.body())).onComplete(this::answered);
    } catch (RuntimeException e) {
      cut(e);
    }
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (answer.failed()) {
      cut(answer.cause());
      return;
    }
    HttpClientResponse response = answer.result();
    response.exceptionHandler(this::cut);
    response.handler(answers.wanted() ? this::more : chunk -> skip(chunk, response));
    response.endHandler(end -> complete(response));
  }

  private void more(Buffer chunk) {
    Buffer read = body;
    if (read == null) {
      body = chunk;
    } else if (read.length() + (long) chunk.length() <= answers.most()) {
      body = (moreThanOne ? read : Buffer.buffer(2 * read.length()).appendBuffer(read));
      body.appendBuffer(chunk);
      moreThanOne = true;
    } else {
      result.completeExceptionally(
          new TransportException(
              true,
              Reason.TOO_LARGE,
              "The answer of %s is larger than %d bytes".formatted(where(), answers.most()),
              null));
      reset();
    }
  }

  private void skip(Buffer chunk, HttpClientResponse response) {
    skipped += chunk.length();
    if (skipped > answers.most()) {
      complete(response);
      reset();
    }
  }

  private void complete(HttpClientResponse response) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    result.complete(new HttpAnswer(response.statusCode(), lowerCase(response.headers()), bytes));
  }

  private static Map<String, String> lowerCase(MultiMap headers) {
    Map<String, String> map = new HashMap<>();
    headers.forEach(
        (name, value) ->
            map.merge(name.toLowerCase(Locale.ROOT), value, (one, two) -> one + ", " + two));
    return map;
  }

  private void cut(Throwable cause) {
    result.completeExceptionally(
        new TransportException(
            true,
            Reason.CUT,
            "The connection to " + where() + " ended before the answer: " + cause.getMessage(),
            cause));
  }

  /** What Vert.x itself refuses before it touches the network, such as a line end in a header. */
  private void refuse(RuntimeException cause) {
    boolean closed = cause instanceof IllegalStateException;
    result.completeExceptionally(
        new TransportException(
            maybeSent(),
            closed ? Reason.NOT_CONNECTED : Reason.NOT_ALLOWED,
            "The request cannot be written: " + cause.getMessage(),
            cause));
  }

  private void reset() {
    if (writing != null) {
      writing.reset();
    }
  }

  private boolean maybeSent() {
    return phase.get() == Phase.SENT;
  }

  private String where() {
    return request.origin().host();
  }
}
