package org.partnergateway.tests.simulators;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param method upper case
 * @param path decoded, below the partner's mount, starting with a slash
 * @param query decoded values by name, in order
 * @param headers first value by lower-case name
 * @param body raw bytes, empty when there is none
 */
public record SimulatedRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body) {
  /** The header's first value; the name in lower case. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The query parameter's first value. */
  public @Nullable String queryParameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
