package org.partnergateway.routes.inbound;

import org.partnergateway.adapters.client.PartnerClient;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.signature.KeySource;
import org.partnergateway.adapters.signature.KeyUnavailableException;

/** Where what messages are verified by comes from: the partner's client of the moment. */
public final class KeySources {
  private KeySources() {}

  public static KeySource of(Partner partner, PartnerClients clients) {
    return (address, auth) -> {
      PartnerClient client = clients.find(partner.id()).orElse(null);
      if (client == null) {
        throw new KeyUnavailableException(partner.id() + " is not in use any more.");
      }
      return client.get(address, auth);
    };
  }
}
