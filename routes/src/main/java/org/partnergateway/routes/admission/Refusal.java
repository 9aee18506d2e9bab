package org.partnergateway.routes.admission;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.http.RefusalCounter;
import org.partnergateway.routes.http.Unread;

/** A 503 that is made once and written many times: when it is needed most, it must cost least. */
final class Refusal {
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** What is still on its way of a small body is read; a larger one isn't worth it. */
  private static final long SMALL_BODY = 65_536;

  private final RefusalCounter refusals;
  private final CharSequence retryAfter;
  private final Buffer body;
  private final boolean closes;

  /**
   * @param closes whether the connection ends with it
   */
  Refusal(RefusalCounter refusals, String detail, boolean closes) {
    this.refusals = refusals;
    this.closes = closes;
    Answer answer = Problem.of(ProblemType.OVERLOADED, detail).withRetryAfter(WAIT).answer();
    this.retryAfter =
        HttpHeaders.createOptimized(String.valueOf(answer.headers().get("Retry-After")));
    this.body = Buffer.buffer(answer.body());
  }

  /** On the request's event loop. */
  void write(HttpServerRequest request, Entrance entrance, long bodyBytes) {
    refusals.count(entrance.word(), ProblemType.OVERLOADED);
    request
        .response()
        .setStatusCode(ProblemType.OVERLOADED.status())
        .putHeader(RETRY_AFTER, retryAfter)
        .putHeader(HttpHeaders.CONTENT_TYPE, Answer.PROBLEM_JSON);
    if (closes || bodyBytes > SMALL_BODY) {
      Unread.closeAfter(request);
    }
    request.response().end(body.copy());
  }
}
