package org.partnergateway.routes.api;

import org.partnergateway.routes.http.Answer;

/** Serves one operation of the canonical API. */
@FunctionalInterface
public interface ApiHandler {
  /**
   * @throws org.partnergateway.routes.http.ProblemException with what the caller did wrong
   */
  Answer handle(ApiRequest request) throws Exception;
}
