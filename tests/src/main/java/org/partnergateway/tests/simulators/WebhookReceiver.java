package org.partnergateway.tests.simulators;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An internal service that has registered for events, below {@code /receiver/}: it takes every
 * delivery, and counts each event once, however often it comes.
 */
public final class WebhookReceiver implements Simulator {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  @Override
  public String partner() {
    return "receiver";
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    String id = request.header("webhook-id");
    if (!request.method().equals("POST") || id == null) {
      return new SimulatedAnswer(400, Map.of(), new byte[0]);
    }
    ids.add(id);
    return new SimulatedAnswer(204, Map.of(), new byte[0]);
  }

  @Override
  public Map<String, Long> effects() {
    return Map.of("events", (long) ids.size());
  }
}
