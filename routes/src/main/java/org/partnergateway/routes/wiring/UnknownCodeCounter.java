package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.partnergateway.transformations.UnknownCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and shows codes that no table knows. The code itself is logged and is no tag: partners' codes are not ours to
 * bound.
 */
final class UnknownCodeCounter implements UnknownCodes {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownCodeCounter.class);
  private static final int SHOWN = 80;

  private final MeterRegistry meters;

  UnknownCodeCounter(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void unknown(String partner, String table, String code) {
    LOG.warn(
        "{}'s table {} has no entry for '{}'",
        partner,
        table,
        code.length() > SHOWN ? code.substring(0, SHOWN) : code);
    Counter.builder("gateway.mapping.unknown.codes")
        .description("Partners' codes that no table knows")
        .tag("partner", partner)
        .tag("table", table)
        .register(meters)
        .increment();
  }
}
