package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Fingerprint;

/**
 * What somebody asks for.
 *
 * @param id starts with {@code op_}
 * @param kind the canonical operation, such as {@code book-shipment}
 * @param caller who asks; keys of different callers don't meet
 * @param idempotencyKey the caller's key; the gateway's own operations make one from what causes
 *     them, so that they too happen once; null once it is forgotten
 * @param fingerprint of method, path and body
 * @param reference our reference at the partner, at most 32 letters and digits, unique
 * @param request the canonical request
 * @param durable whether the gateway goes on trying by itself while the partner has done nothing
 * @param resourceKind the kind of what it creates or changes
 * @param plan what was settled when it was accepted, such as the carrier that a rule chose; null
 *     when there was nothing to settle
 */
public record NewOperation(
    String id,
    String kind,
    String partner,
    String caller,
    @Nullable String idempotencyKey,
    Fingerprint fingerprint,
    String reference,
    JsonNode request,
    boolean durable,
    @Nullable String resourceKind,
    @Nullable String resourceId,
    @Nullable String orderId,
    @Nullable JsonNode plan) {

  /** One with nothing to settle. */
  public NewOperation(
      String id,
      String kind,
      String partner,
      String caller,
      @Nullable String idempotencyKey,
      Fingerprint fingerprint,
      String reference,
      JsonNode request,
      boolean durable,
      @Nullable String resourceKind,
      @Nullable String resourceId,
      @Nullable String orderId) {
    this(
        id,
        kind,
        partner,
        caller,
        idempotencyKey,
        fingerprint,
        reference,
        request,
        durable,
        resourceKind,
        resourceId,
        orderId,
        null);
  }

  /** The id of what it creates or changes, which every write has. */
  public String resource() {
    if (resourceId == null) {
      throw new IllegalStateException(id + " has no resource");
    }
    return resourceId;
  }
}
