package org.partnergateway.tests.simulators.data;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a simulator has seen of broken contracts, the first ones in full. Safe for concurrent use.
 */
final class Breaches {
  private static final System.Logger LOG = System.getLogger(Breaches.class.getName());
  private static final int KEPT = 200;

  private final String partner;
  private final List<Breach> kept = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();

  Breaches(String partner) {
    this.partner = partner;
  }

  void add(Breach breach) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Simulated {0}, {1}: the {2} breaks the contract: {3}",
        partner,
        breach.operation(),
        breach.by(),
        breach.message());
    count.incrementAndGet();
    if (kept.size() < KEPT) {
      kept.add(breach);
    }
  }

  List<Breach> list() {
    return List.copyOf(kept);
  }

  long count() {
    return count.get();
  }
}
