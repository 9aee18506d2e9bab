package org.partnergateway.adapters.transport;

import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only places that one partner's requests may go to. */
public final class Egress implements EgressRule {
  private static final Logger LOG = LoggerFactory.getLogger(Egress.class);

  private final String partner;
  private final Set<Origin> allowed;

  /** Allows these origins for that partner. */
  public Egress(String partner, Set<Origin> allowed) {
    this.partner = partner;
    this.allowed = Set.copyOf(allowed);
  }

  /** Refuses and logs any origin that is not allowed. */
  @Override
  public @Nullable InetAddress check(Origin origin) throws TransportException {
    if (!allowed.contains(origin)) {
      LOG.warn("Refused a request of partner {} to {}: not among its hosts", partner, origin);
      throw new TransportException(
          false,
          TransportException.Reason.NOT_ALLOWED,
          "Partner %s may not be reached at %s: its adapter file and configuration name only %s"
              .formatted(partner, origin, names()),
          null);
    }
    return null;
  }

  private String names() {
    Set<String> names = new TreeSet<>();
    allowed.forEach(origin -> names.add(origin.toString()));
    return String.join(", ", names);
  }
}
