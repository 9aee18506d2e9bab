package org.partnergateway.routes.batches;

import org.jspecify.annotations.Nullable;

/**
 * Where lines come from.
 *
 * @param batchId starts with {@code bat_}
 * @param caller the API client, or the partner whose file it is
 * @param partner whom all lines are about; null when each line says so
 */
public record BatchSource(String batchId, String caller, @Nullable String partner) {}
