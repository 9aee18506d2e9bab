package org.partnergateway.adapters.messaging;

/**
 * A message as it was received, and ours until it is acknowledged, given back, or its time is up.
 *
 * @param receipt what it is acknowledged by
 * @param body raw bytes; empty where the source has none
 */
public record ReadMessage(String receipt, byte[] body) {}
