package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.util.List;

/**
 * What is done again and again, once in a cluster at a time. Every bean of this type is scheduled.
 *
 * @param name unique; the same in all versions of the gateway that share a store
 * @param pause from the end of one run to the beginning of the next
 * @param work told to stop by interruption; what it was at must be in the store
 */
public record RecurringWork(String name, Duration pause, Runnable work) {
  /** As many as the partners need; every bean of this type is scheduled too. */
  public record Group(List<RecurringWork> all) {
    public Group {
      all = List.copyOf(all);
    }
  }
}
