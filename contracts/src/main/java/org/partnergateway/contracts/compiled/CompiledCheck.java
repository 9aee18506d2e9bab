package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;

/** One schema, asked for nothing but yes. Any thread may ask. */
public interface CompiledCheck {

  /**
   * True only when the validator would find no error. False when it would find one, and also when
   * that could not be told; then the validator must be asked.
   */
  boolean valid(JsonNode value);
}
