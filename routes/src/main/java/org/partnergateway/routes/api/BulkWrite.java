package org.partnergateway.routes.api;

import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.http.Answer;

/** Another form of a write, for many things at once. Every bean of this type is asked. */
public interface BulkWrite {
  /** Whether a request of that operation is of its form. */
  boolean takes(HttpOperation operation, ApiRequest request);

  /** Answers it. */
  Answer write(HttpOperation operation, ApiRequest request);
}
