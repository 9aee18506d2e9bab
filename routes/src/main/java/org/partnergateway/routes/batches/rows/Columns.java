package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the fields of CSV records mean. */
public interface Columns {
  /**
   * Sets a field that isn't empty.
   *
   * @param column from 0, as in the heading
   */
  void set(ObjectNode row, int column, String value);
}
