package org.partnergateway.routes.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.http.wire.RefusedBytesException;
import org.partnergateway.routes.http.wire.RefusedBytesException.Fault;

/** Answers bytes that make no request with a problem document, and ends the connection. */
final class InvalidRequests {
  private static final String UNREADABLE = "The request is not well-formed HTTP.";

  private final RefusalCounter refusals;

  InvalidRequests(RefusalCounter refusals) {
    this.refusals = refusals;
  }

  /** For what the decoder could not read; Vert.x closes the connection after the answer. */
  void answer(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    refusals.count("http", problem.type());
    HttpServerResponse response = request.response();
    Answer answer = problem.answer();
    response
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .putHeader(HttpHeaders.CONTENT_TYPE, Answer.PROBLEM_JSON)
        .end(Buffer.buffer(answer.body()));
    response.close();
  }

  /** What is told of a request that broke off. */
  static Problem problem(@Nullable Throwable cause) {
    if (cause instanceof RefusedBytesException refused) {
      return Problem.of(
          refused.fault() == Fault.TOO_SLOW
              ? ProblemType.REQUEST_TIMEOUT
              : ProblemType.MALFORMED_REQUEST,
          String.valueOf(refused.getMessage()));
    }
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(ProblemType.URI_TOO_LONG, "The request line may have at most 4096 bytes.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Problem.of(
          ProblemType.HEADERS_TOO_LARGE, "All headers together may have at most 8192 bytes.");
    }
    return Problem.of(ProblemType.MALFORMED_REQUEST, UNREADABLE);
  }
}
