package org.partnergateway.routes.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections after an answer. Where the request's body has not come yet, a close at once
 * would reset the connection, and the client might never see the answer; so the rest is read and
 * dropped, but not for long.
 */
public final class Unread {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private Unread() {}

  /** To be called on the event loop just before the answer is written. */
  public static void closeAfter(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    Context context = Vertx.currentContext();
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (request.isEnded()) {
      context.runOnContext(answered -> connection.close());
    } else {
      request.handler(dropped -> {});
      request.endHandler(end -> context.runOnContext(answered -> connection.close()));
      request.resume();
      context.owner().setTimer(PATIENCE_MILLIS, late -> connection.close());
    }
  }
}
