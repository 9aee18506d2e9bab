package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.outbound.OutboundCall;

/**
 * What is known of a write that was done or declined, whoever found it out.
 *
 * @param input what its mappings are given
 * @param set the fields of its resource
 * @param declined the partner's reason; null when it did it
 * @param decision what a person decided; null when the partner said it
 */
record Result(
    ObjectNode input,
    ObjectNode set,
    @Nullable PartnerError declined,
    @Nullable JsonNode decision) {

  /** The partner's own answer. */
  static Result of(OutboundCall call) {
    Answered answer = call.answerIfAny();
    return new Result(
        call.input(),
        (ObjectNode) call.result(),
        answer != null && answer.declined() ? answer.error() : null,
        null);
  }

  /**
   * The same, as done where it is: a partner may refuse a repeat because it has done what was
   * wanted; then the mapping gives another status than that of a decline.
   */
  Result of(CanonicalOperation canonical) {
    String refused = canonical.declinedStatus();
    boolean doneAlready =
        declined != null
            && canonical.effect() == CanonicalOperation.Effect.CHANGE
            && refused != null
            && set.has("status")
            && !set.path("status").asText().equals(refused);
    return doneAlready ? new Result(input, set, null, decision) : this;
  }
}
