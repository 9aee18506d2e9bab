package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.Times;

/** The partner says no. How it says so is {@code refuse.jslt}'s to shape. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String detail;
  private final String pointer;
  private final int status;
  private final transient @Nullable Duration retryAfter;
  private final transient JsonNode data;

  private Refused(
      String reason,
      String detail,
      String pointer,
      int status,
      @Nullable Duration retryAfter,
      JsonNode data) {
    super(reason + ": " + detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
    this.pointer = pointer;
    this.status = status;
    this.retryAfter = retryAfter;
    this.data = data;
  }

  static Refused of(String reason, String detail) {
    return at(reason, "", detail);
  }

  /**
   * @param pointer into the request; empty for the whole of it
   */
  static Refused at(String reason, String pointer, String detail) {
    return new Refused(reason, detail, pointer, Reason.status(reason), null, NullNode.instance);
  }

  static Refused until(String reason, Duration retryAfter, String detail) {
    return new Refused(reason, detail, "", Reason.status(reason), retryAfter, NullNode.instance);
  }

  /** What a behaviour, or a fault, gives as {@code refuse}. */
  static Refused read(JsonNode refuse) {
    String reason = refuse.path("reason").asText();
    return new Refused(
        reason,
        refuse.path("detail").asText(reason),
        refuse.path("pointer").asText(""),
        refuse.path("status").asInt(Reason.status(reason)),
        refuse.has("retry_after") ? Times.duration(refuse.get("retry_after")) : null,
        refuse);
  }

  String reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  String pointer() {
    return pointer;
  }

  int status() {
    return status;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The whole of what the behaviour gave; null when the engine refuses. */
  JsonNode data() {
    return data;
  }
}
