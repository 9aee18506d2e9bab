package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Turns a row of a partner's own form into a line of a kind. */
@FunctionalInterface
public interface RowMapping {
  /**
   * @param line the number of the row's first line in the file, from 1
   * @param first the file's first row, where the form wants that; else null
   * @return what is then held against the kind's schema; null when the row tells nothing, such as a
   *     sum of others
   * @throws RowRefusedException when the row can't be understood
   */
  @Nullable JsonNode map(ObjectNode row, long line, @Nullable ObjectNode first);
}
