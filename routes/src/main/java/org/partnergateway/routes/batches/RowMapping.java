package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Turns a row of a partner's own form into a line of a kind. */
@FunctionalInterface
public interface RowMapping {
  /**
   * @return what is then held against the kind's schema; null when the row tells nothing, such as a
   *     sum of others
   * @throws RowRefusedException when the row can't be understood
   */
  @Nullable JsonNode map(ObjectNode row);
}
