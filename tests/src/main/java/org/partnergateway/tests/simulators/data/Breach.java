package org.partnergateway.tests.simulators.data;

/**
 * One breach of a contract that a simulator has seen.
 *
 * @param by {@code gateway} when a request broke it, {@code simulator} when the simulator's own
 *     files did
 * @param operation operationId, or the name of a message
 * @param message where and what
 */
public record Breach(String by, String operation, String message) {
  static final String GATEWAY = "gateway";
  static final String SIMULATOR = "simulator";
}
