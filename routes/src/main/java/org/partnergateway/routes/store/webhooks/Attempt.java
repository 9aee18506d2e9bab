package org.partnergateway.routes.store.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt went.
 *
 * @param status of the answer; null when there was none
 * @param reason why it counts as none; null when it was taken
 */
public record Attempt(
    Instant at, Duration took, @Nullable Integer status, @Nullable String reason) {
  private static final int LONGEST_REASON = 500;

  ArrayNode json() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    var one = list.addObject();
    one.put("at", at.toString()).put("duration_ms", took.toMillis());
    if (status != null) {
      one.put("status_code", status);
    }
    if (reason != null) {
      one.put(
          "reason",
          reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }
    return list;
  }
}
