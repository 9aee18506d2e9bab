package org.partnergateway.routes.batches;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that partners have in forms of their own. There is one bean of this type at most. */
public interface Reports {
  /**
   * @param name as in {@code POST /v1/batches?kind=…&partner=…&report=…}
   * @return null when that partner has no such report of that kind
   */
  @Nullable ReportForm find(String kind, String partner, String name);

  /** What could be asked for instead. */
  List<String> names(String kind, String partner);
}
