package org.partnergateway.routes.inbound;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What partners may post to us, by partner and message. */
public final class InboundWebhooks {
  private final Map<String, InboundWebhook> webhooks = new TreeMap<>();

  public InboundWebhooks(Collection<InboundWebhook> all) {
    all.forEach(webhook -> webhooks.put(webhook.partner() + "/" + webhook.message(), webhook));
  }

  public Collection<InboundWebhook> all() {
    return webhooks.values();
  }

  public InboundWebhook get(String partner, String message) {
    InboundWebhook webhook = webhooks.get(partner + "/" + message);
    if (webhook == null) {
      throw new IllegalArgumentException(
          "%s posts no message '%s'; there are %s".formatted(partner, message, webhooks.keySet()));
    }
    return webhook;
  }
}
