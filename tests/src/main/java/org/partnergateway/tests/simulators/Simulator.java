package org.partnergateway.tests.simulators;

import java.util.Map;

/**
 * One partner's simulated server, mounted below {@code /<partner>/} of the sandbox's WireMock
 * server.
 */
public interface Simulator {
  /** The partner's id, which is the first segment of the path it is mounted at. */
  String partner();

  /** Answers one request. Called concurrently; an exception becomes a 500. */
  SimulatedAnswer answer(SimulatedRequest request);

  /** How often each thing took effect (not: was asked for), by a name such as {@code charges}. */
  Map<String, Long> effects();
}
