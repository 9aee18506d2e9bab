package org.partnergateway.routes.definitions;

import org.partnergateway.transformations.MappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words for callers from what a mapping says: its own refusals as they are, its faults without its
 * inside.
 */
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** What the language puts before the text of a mapping's {@code error("…")}. */
  private static final String REFUSAL = "error: ";

  private Refusals() {}

  /** Whether the mapping refused on purpose, with {@code error("…")}. */
  public static boolean isRefusal(MappingException e) {
    return e.problem().message().startsWith(REFUSAL);
  }

  /**
   * @param subject what can't be turned, such as the partner's id
   */
  public static String detail(String subject, MappingException e) {
    if (isRefusal(e)) {
      return e.problem().message().substring(REFUSAL.length());
    }
    LOG.warn("A mapping failed: {}", e.problem());
    return "The message can't be turned for %s; the gateway's log names the place in the mapping."
        .formatted(subject);
  }
}
