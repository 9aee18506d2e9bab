package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.routes.http.Problem;

/** What became of a call to a service inside. */
sealed interface ServiceAnswer {
  /** It did what was asked; the answer keeps to its contract. */
  record Answered(JsonNode body) implements ServiceAnswer {}

  /** It says no, and nothing was done. */
  record Refused(Problem problem) implements ServiceAnswer {}

  /**
   * There is no answer.
   *
   * @param inDoubt whether it may have been done
   */
  record Failed(Problem problem, boolean inDoubt) implements ServiceAnswer {}
}
