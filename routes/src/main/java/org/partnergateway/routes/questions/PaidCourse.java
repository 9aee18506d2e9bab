package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.routes.store.questions.StoredQuestion;

/**
 * One run through a paid question's steps.
 *
 * @param input what the response mapping is given besides the answer
 * @param awaited whether the partner waits
 */
record PaidCourse(
    Question question, StoredQuestion stored, PaidState state, ObjectNode input, boolean awaited) {
  CanonicalRequest request() {
    return new CanonicalRequest(stored.request());
  }

  JsonNode tree() {
    return state.tree();
  }

  String key(String step) {
    return state.key(stored, step);
  }
}
