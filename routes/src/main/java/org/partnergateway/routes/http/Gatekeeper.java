package org.partnergateway.routes.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Stands before everything that is served, on the event loop: it must not block, and refuses by
 * answering.
 */
public interface Gatekeeper {
  /**
   * @param inside where requests go that are let in
   */
  Handler<HttpServerRequest> guard(Handler<HttpServerRequest> inside);

  /** Whether a request of this method and path has a body that may be long in coming. */
  boolean isUpload(String method, String path);

  /**
   * The body of the request at hand has come, and a thread is about to be asked for. On the event
   * loop, in the request's context.
   */
  void ready();
}
