package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;

/** Says who is asked next when a partner certainly has not done what it was asked for. */
@FunctionalInterface
public interface Failover {
  /** Nobody is. */
  Failover NONE = (operation, partner, failure, asked) -> null;

  /**
   * @param operation as it is after the attempt
   * @param failure what became of it; never doubt, and always such that nothing was done
   * @param asked partners that were asked by now
   * @return null when nobody else is to be asked
   */
  @Nullable Next next(
      Operation operation, PartnerOperation partner, OutboundFailure failure, Set<String> asked);

  /**
   * @param partner who is asked now
   * @param request the request in its form
   * @param plan what is kept with the operation from now on
   */
  record Next(PartnerOperation partner, JsonNode request, JsonNode plan) {}
}
