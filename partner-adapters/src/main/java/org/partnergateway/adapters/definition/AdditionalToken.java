package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * A token that some operations need besides what proves who calls, and which that proof fetches.
 *
 * @param header that carries it
 * @param prefix what stands before it there, empty for nothing
 * @param url where it comes from: an address, or a path under the base address
 * @param request what is posted; settings and credentials stand there by their names
 * @param contract what the endpoint keeps to; null for none
 * @param token where it stands in the answer, the first present wins
 * @param lifetime unless the answer says another
 * @param operations that need it; with the groups' empty: all
 * @param groups whose operations need it
 */
public record AdditionalToken(
    String header,
    String prefix,
    String url,
    JsonNode request,
    @Nullable HttpOperation contract,
    List<JsonPointer> token,
    Duration lifetime,
    Set<String> operations,
    Set<String> groups) {
  /** Copies the collections. */
  public AdditionalToken {
    token = List.copyOf(token);
    operations = Set.copyOf(operations);
    groups = Set.copyOf(groups);
  }

  /** Whether the operation needs it. */
  public boolean isFor(OperationDefinition operation) {
    boolean all = operations.isEmpty() && groups.isEmpty();
    return all || operations.contains(operation.name()) || groups.contains(operation.group());
  }
}
