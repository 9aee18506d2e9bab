package org.partnergateway.routes.store.batches;

import org.jspecify.annotations.Nullable;

/**
 * What a batch is begun with.
 *
 * @param kind such as {@code inventory-levels}
 * @param caller the API client, or whose file it is
 * @param partner whom all lines are about; null when each says so
 * @param report the partner's own form of the file; null when it is the canonical one
 * @param name of the file, for people
 * @param mediaType {@code text/csv} or {@code application/x-ndjson}
 * @param delimiter of CSV; null: found by the heading
 */
public record NewBatch(
    String kind,
    String caller,
    @Nullable String partner,
    @Nullable String report,
    @Nullable String name,
    String mediaType,
    @Nullable String delimiter) {
  public static final String CSV = "text/csv";
  public static final String JSON_LINES = "application/x-ndjson";

  public boolean isCsv() {
    return mediaType.equals(CSV);
  }
}
