package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code tables that one partner's mappings see: its own first, then those all partners share.
 *
 * @param partner whose tables these are; {@code shared} for none's
 * @param own value by code, by table name
 * @param shared likewise, for every partner
 */
public record Tables(
    String partner,
    Map<String, Map<String, JsonNode>> own,
    Map<String, Map<String, JsonNode>> shared) {

  /** Values by code of the table, or null when there is no such table. */
  public @Nullable Map<String, JsonNode> find(String table) {
    Map<String, JsonNode> found = own.get(table);
    return found != null ? found : shared.get(table);
  }
}
