package org.partnergateway.routes.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.adapters.transport.TransportException.Reason;

/** Who is sent webhooks, and answers as a test wants. */
final class Receiver implements Transport {
  private final List<HttpRequest> got = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Function<HttpRequest, @Nullable HttpAnswer> answers =
      request -> answer(204);

  void answers(Function<HttpRequest, @Nullable HttpAnswer> wanted) {
    answers = wanted;
  }

  void answers(int status, String... headers) {
    answers = request -> answer(status, headers);
  }

  static HttpAnswer answer(int status, String... headers) {
    return new HttpAnswer(
        status, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), new byte[0]);
  }

  /** Whoever is asked from now on isn't there. */
  void away() {
    answers = null;
  }

  /** Whoever is asked from now on answers nothing until the asker is told to stop. */
  void hang() {
    answers = request -> null;
  }

  List<HttpRequest> got() {
    return got;
  }

  /** The ids of what it got, in order, and forgets it. */
  List<String> ids() {
    List<String> ids = got.stream().map(request -> request.headers().get("webhook-id")).toList();
    got.clear();
    return ids;
  }

  @Override
  public HttpAnswer send(HttpRequest request, Duration timeout) throws TransportException {
    got.add(request);
    Function<HttpRequest, @Nullable HttpAnswer> answer = answers;
    if (answer == null) {
      throw new TransportException(false, Reason.NOT_CONNECTED, "No connection", null);
    }
    HttpAnswer given = answer.apply(request);
    if (given == null) {
      throw interrupted();
    }
    return given;
  }

  private static TransportException interrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TransportException(true, Reason.INTERRUPTED, "Told to stop", null);
  }

  @Override
  public void close() {}
}
