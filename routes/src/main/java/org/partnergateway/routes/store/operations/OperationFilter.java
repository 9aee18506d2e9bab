package org.partnergateway.routes.store.operations;

import org.jspecify.annotations.Nullable;

/** Which operations to list; null for all. */
public record OperationFilter(
    @Nullable OperationStatus status, @Nullable String partner, @Nullable String orderId) {
  public static final OperationFilter ALL = new OperationFilter(null, null, null);
}
