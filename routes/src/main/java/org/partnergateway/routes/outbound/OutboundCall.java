package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.http.RequestParts;

/**
 * One call on its way to a partner and back: the body of the message on an outbound route. Each
 * step reads what those before it left and adds its own. Used by one thread at a time.
 */
public final class OutboundCall {
  private final ObjectNode input;
  private final Deadline deadline;
  private final @Nullable String idempotencyKey;
  private final Lane lane;

  private @Nullable RequestParts request;
  private @Nullable Answered answer;
  private @Nullable JsonNode result;
  private @Nullable OutboundFailure failure;

  /** A call that somebody waits for. */
  public OutboundCall(ObjectNode input, Deadline deadline, @Nullable String idempotencyKey) {
    this(input, deadline, idempotencyKey, Lane.INTERACTIVE);
  }

  /**
   * @param input what the request mapping is given
   * @param idempotencyKey the key under which the partner may see this call more than once; null
   *     for look-ups
   * @param lane which line it stands in where it has to wait for the partner's limits
   */
  public OutboundCall(
      ObjectNode input, Deadline deadline, @Nullable String idempotencyKey, Lane lane) {
    this.input = input;
    this.deadline = deadline;
    this.idempotencyKey = idempotencyKey;
    this.lane = lane;
  }

  public Lane lane() {
    return lane;
  }

  public ObjectNode input() {
    return input;
  }

  public Deadline deadline() {
    return deadline;
  }

  public @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /** Whether a step has ended the call; then those after it let it pass. */
  public boolean failed() {
    return failure != null;
  }

  public @Nullable OutboundFailure failure() {
    return failure;
  }

  public void fail(OutboundFailure reason) {
    failure = reason;
  }

  /** What the partner is to be sent; there once the request has been mapped. */
  public RequestParts request() {
    return present(request, "map-request");
  }

  public void request(RequestParts parts) {
    request = parts;
  }

  /** What the partner answered, when it did. */
  public @Nullable Answered answerIfAny() {
    return answer;
  }

  /** What the partner answered; there once the request has been sent. */
  public Answered answer() {
    return present(answer, "send");
  }

  public void answer(Answered received) {
    answer = received;
  }

  /** The answer in canonical form; there when the call did not fail. */
  public JsonNode result() {
    return present(result, "map-answer");
  }

  public void result(JsonNode mapped) {
    result = mapped;
  }

  private static <T> T present(@Nullable T value, String step) {
    if (value == null) {
      throw new IllegalStateException(
          "the route has no gateway:" + step + " before the step that needs its outcome");
    }
    return value;
  }
}
