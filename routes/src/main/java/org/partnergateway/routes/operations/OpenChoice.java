package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.outbound.PartnerOperation;

/**
 * Settles what a request leaves to the gateway, such as which carrier is the cheapest, before the
 * operation is accepted. What was settled is kept with the operation; repeats and retries go by
 * that and settle nothing anew.
 */
public interface OpenChoice {
  /** Whether the request leaves this to the gateway. */
  boolean isOpen(CanonicalOperation operation, ObjectNode body);

  /**
   * @param wait how long the caller is ready to wait for all of it
   * @throws org.partnergateway.routes.http.ProblemException when nothing suits, or nobody can say
   */
  Settled settle(CanonicalOperation operation, ObjectNode body, Context context, Duration wait)
      throws InterruptedException;

  /**
   * @param partner who is asked
   * @param body the request as if it had left nothing open
   * @param plan what is kept with the operation; null for nothing
   */
  record Settled(PartnerOperation partner, ObjectNode body, @Nullable JsonNode plan) {}
}
