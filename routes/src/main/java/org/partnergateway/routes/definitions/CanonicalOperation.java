package org.partnergateway.routes.definitions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.MessageSchema;

/**
 * One thing that can be asked of a partner, from {@code contracts/canonical/operations.yaml}, which
 * says what each part means.
 *
 * @param api operationId of the canonical contract; null when the gateway asks by itself
 * @param partnerKind carrier, payment or marketplace; {@code any} for what may be asked of all
 * @param resource the kind of document that it creates or changes; null for reads but those that
 *     are recorded, because they must not be forgotten
 * @param drawsOn the kind of the document whose amount it uses up; null for none
 * @param identifiedBy members of the request that name its resource, which is created when there is
 *     none of that name; empty where it has an id
 * @param refusalIsAnswer whether a partner that declines has answered too, as the mapping says
 */
public record CanonicalOperation(
    String name,
    @Nullable String api,
    String partnerKind,
    Effect effect,
    @Nullable String resource,
    MessageSchema request,
    MessageSchema result,
    @Nullable String initialStatus,
    @Nullable String unknownStatus,
    @Nullable String declinedStatus,
    @Nullable String drawsOn,
    List<String> identifiedBy,
    boolean refusalIsAnswer) {

  /** One that a partner which declines has not answered. */
  public CanonicalOperation(
      String name,
      @Nullable String api,
      String partnerKind,
      Effect effect,
      @Nullable String resource,
      MessageSchema request,
      MessageSchema result,
      @Nullable String initialStatus,
      @Nullable String unknownStatus,
      @Nullable String declinedStatus,
      @Nullable String drawsOn,
      List<String> identifiedBy) {
    this(
        name,
        api,
        partnerKind,
        effect,
        resource,
        request,
        result,
        initialStatus,
        unknownStatus,
        declinedStatus,
        drawsOn,
        identifiedBy,
        false);
  }

  /** What an operation does at the partner. */
  public enum Effect {
    READ,
    CREATE,
    CHANGE
  }

  public boolean isRead() {
    return effect == Effect.READ;
  }

  /** Whether it is a write about many things at once, whose result says what became of each. */
  public boolean isAboutMany() {
    return !isRead() && resource == null;
  }

  /** The resource's kind, for writes. */
  public String resourceKind() {
    if (resource == null) {
      throw new IllegalStateException(name + " has no resource");
    }
    return resource;
  }
}
