package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerClient;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.formats.WireFormat;

/**
 * One operation of one partner, with everything that a call needs, looked up once at the start.
 *
 * @param credentials those that its request mapping is given
 * @param steps asked before it, in this order
 * @param asked its contract; null when the partner is sent a file instead
 * @param requestFormat how the body is written; null when the contract's operation has none
 * @param answerMapping null when the partner is sent a file, which nothing answers
 */
public record PartnerOperation(
    String partner,
    CanonicalOperation canonical,
    OperationDefinition definition,
    @Nullable HttpOperation asked,
    @Nullable WireFormat requestFormat,
    Mapping requestMapping,
    @Nullable Mapping answerMapping,
    ObjectNode settings,
    ObjectNode credentials,
    List<PartnerOperation> steps,
    PartnerClient client) {

  /** Copies the list. */
  public PartnerOperation {
    steps = List.copyOf(steps);
  }

  /**
   * What the request and its answer are held to.
   *
   * @throws IllegalStateException when the partner isn't asked, but sent a file
   */
  public HttpOperation contract() {
    return present(asked);
  }

  /**
   * @throws IllegalStateException when the partner isn't asked, but sent a file
   */
  public Mapping responseMapping() {
    return present(answerMapping);
  }

  private <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(routeUri() + " asks nothing");
    }
    return value;
  }

  /**
   * Whether a repeat changes nothing: it changes nothing at all, or its request names its result.
   */
  public boolean isNatural() {
    return definition.repeatable() || canonical.isRead();
  }

  /** Whether the partner takes a repeat under our key for the same request. */
  public boolean isKeyed() {
    return definition.idempotencyKey() != null;
  }

  /**
   * Why a call would be held back now by the partner's policy, asked before anything is made ready.
   *
   * @return null when it may get through
   */
  public @Nullable OutboundFailure heldBack(Lane lane, Deadline deadline) {
    PartnerOutcome.Failed held = client.heldBack(canonical.name(), lane, deadline);
    return held == null ? null : OutboundFailure.of(held, null);
  }

  /** The route that a call of it takes. */
  public String routeUri() {
    return "direct:outbound/" + partner + "/" + canonical.name();
  }
}
