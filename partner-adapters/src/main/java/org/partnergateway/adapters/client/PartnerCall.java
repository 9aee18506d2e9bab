package org.partnergateway.adapters.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;

/**
 * One question to a partner, in the partner's own form.
 *
 * @param operation its name in the adapter file
 * @param method upper case
 * @param target path and query below the partner's base address, encoded, starting with a slash; or
 *     a whole address, where the operation follows links
 * @param headers what the mapping asks for
 * @param body empty for none; not to be changed afterwards
 * @param mediaType of the body; null for no body
 * @param effect whether it may be repeated
 * @param idempotencyKey stable across repeats; null for none
 * @param traceparent W3C trace context; null for none
 * @param deadline after which nobody waits any more
 * @param reader reads the answer's body
 * @param lane which line it stands in where it has to wait
 */
public record PartnerCall(
    String operation,
    String method,
    String target,
    Map<String, String> headers,
    byte[] body,
    @Nullable String mediaType,
    Effect effect,
    @Nullable String idempotencyKey,
    @Nullable String traceparent,
    Deadline deadline,
    AnswerReader reader,
    Lane lane) {
  private static final byte[] NO_BODY = new byte[0];

  /** A call whose answer somebody waits for. */
  public PartnerCall(
      String operation,
      String method,
      String target,
      Map<String, String> headers,
      byte[] body,
      @Nullable String mediaType,
      Effect effect,
      @Nullable String idempotencyKey,
      @Nullable String traceparent,
      Deadline deadline,
      AnswerReader reader) {
    this(
        operation,
        method,
        target,
        headers,
        body,
        mediaType,
        effect,
        idempotencyKey,
        traceparent,
        deadline,
        reader,
        Lane.INTERACTIVE);
  }

  /** A read without a body, the plainest of calls; the others are made from it. */
  public static PartnerCall get(String operation, String target, Deadline deadline) {
    return new PartnerCall(
        operation,
        "GET",
        target,
        Map.of(),
        NO_BODY,
        null,
        Effect.READ,
        null,
        null,
        deadline,
        AnswerReader.JSON);
  }
}
