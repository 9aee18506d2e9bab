package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.operations.SentRequest;

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
  private @Nullable String link;
  private @Nullable SentRequest repeat;
  private Predicate<@Nullable SentRequest> permission = sent -> true;
  private @Nullable SentRequest kept;
  private boolean handedOver;
  private boolean forbidden;
  private int requestsMade;
  private @Nullable Answered answer;
  private @Nullable JsonNode result;
  private @Nullable OutboundFailure failure;
  private Runnable atEnd = () -> {};

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

  /**
   * Sends this again, byte for byte, instead of what the mapping would make today.
   *
   * @param sent with its credentials in place
   */
  public void repeat(SentRequest sent) {
    repeat = sent;
  }

  /** What is to be sent again; null for a request that is mapped now. */
  public @Nullable SentRequest repeated() {
    return repeat;
  }

  /**
   * Is asked before anything is sent, with what is about to be sent in a form that may be kept;
   * null when it must not be kept. Nothing is sent when it says no.
   */
  public void askBeforeSending(Predicate<@Nullable SentRequest> permit) {
    permission = permit;
  }

  /** Whether it may be sent now; from then on the partner may have it. */
  boolean permitted(@Nullable SentRequest kept) {
    if (!handedOver) {
      this.kept = kept;
      handedOver = permission.test(kept);
      forbidden = !handedOver;
    }
    return handedOver;
  }

  /** What was sent, as it is kept; null when nothing was, or it must not be kept. */
  public @Nullable SentRequest kept() {
    return kept;
  }

  /** Whether it was let go to the partner. */
  public boolean handedOver() {
    return handedOver;
  }

  /** Whether it was not let go, because the operation is somebody else's by now. */
  public boolean forbidden() {
    return forbidden;
  }

  /** Whether a step has ended the call; then those after it let it pass. */
  public boolean failed() {
    return failure != null || forbidden;
  }

  /** How many requests were made; 0 when none was let through. */
  public int requestsMade() {
    return requestsMade;
  }

  void requestsMade(int made) {
    requestsMade = made;
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

  /** Nobody is asked: it is done by being noted, and the partner learns of it by events. */
  public void doneHere() {
    result = StrictJson.nodes().objectNode();
  }

  /**
   * Nobody answers: it is done by what runs in the transaction in which its end is noted.
   *
   * @param last must do nothing when it is rolled back
   */
  public void doneWith(Runnable last) {
    doneHere();
    atEnd = last;
  }

  /** To be run in the transaction in which its success is noted. */
  public void atEnd() {
    atEnd.run();
  }

  /** Where it goes instead of to the contract's path, when the partner told an address. */
  public @Nullable String link() {
    return link;
  }

  void link(@Nullable String address) {
    link = address;
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
