package org.partnergateway.routes.api;

import java.util.Map;

/** A part of the canonical API: the handlers of some operations. */
public interface ApiSection {
  /** Handlers by {@code operationId} of the canonical contract. */
  Map<String, ApiHandler> handlers();
}
