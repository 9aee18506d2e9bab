package org.partnergateway.routes.wiring;

import org.partnergateway.adapters.client.PartnerClients;

/**
 * The clients of services inside, apart from those of partners.
 *
 * @param clients one for each service that is configured
 */
record ServiceClients(PartnerClients clients) implements AutoCloseable {
  @Override
  public void close() {
    clients.close();
  }
}
