package org.partnergateway.tests.simulators;

import java.util.Map;

/** What the simulated partner answers: status, headers, and raw body. */
public record SimulatedAnswer(int status, Map<String, String> headers, byte[] body) {}
