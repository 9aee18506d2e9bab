package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a body must look like. Any thread may ask. */
public interface BodyCheck {
  /** Every way in which the body breaks it; empty when it is valid. */
  List<Violation> check(JsonNode body);

  /**
   * Members of a valid body that are allowed without being known, as pointers with {@code *} for
   * elements of arrays; up to 20. Costs more than the check.
   */
  default List<String> added(JsonNode body) {
    return List.of();
  }
}
