package org.partnergateway.adapters.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy;

/**
 * What the partner can be asked.
 *
 * @param name canonical, such as {@code book-shipment}
 * @param contract name of a file in {@code contracts/partners/<id>/}; empty for what the partner
 *     learns by the events of its orders
 * @param operationId in that contract
 * @param group operations of a group share breaker and bulkhead
 * @param idempotencyKey under which the partner takes a repeat for the same request; null for none
 * @param repeatable an identical request that arrives twice takes effect once
 * @param credentials names of those that the request mapping is given
 * @param then names of operations that follow a success by themselves
 * @param policy complete: the operation's own over the partner's over the defaults
 * @param ownRateLimit whether its limit is its own and not the partner's
 * @param lookUp how to find out what became of it when no answer came; null when there is no way
 * @param besides what belongs to it besides its one request
 * @param transaction what the partner is sent by a channel instead of being asked; null when it is
 *     asked
 */
public record OperationDefinition(
    String name,
    String contract,
    String operationId,
    String group,
    @Nullable IdempotencyKey idempotencyKey,
    boolean repeatable,
    List<String> credentials,
    List<String> then,
    Policy policy,
    boolean ownRateLimit,
    @Nullable LookUpDefinition lookUp,
    Besides besides,
    EdiDefinition.@Nullable Transaction transaction) {
  /** Where the adapter file names no group. */
  public static final String DEFAULT_GROUP = "default";

  /** Copies the lists. */
  public OperationDefinition {
    credentials = List.copyOf(credentials);
    then = List.copyOf(then);
  }

  /** Whether the partner isn't asked, but learns of it by the events of its orders. */
  public boolean byEvents() {
    return contract.isEmpty();
  }

  /** Whether the partner is sent a file, and doesn't answer. */
  public boolean byFile() {
    return transaction != null;
  }

  /** The header that carries the key; null for none. */
  public @Nullable String idempotencyHeader() {
    return idempotencyKey == null ? null : idempotencyKey.header();
  }
}
