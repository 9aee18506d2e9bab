package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.xml.XmlBody;

/**
 * One partner's simulated server, mounted below {@code /<partner>/} of the sandbox's WireMock
 * server.
 */
public interface Simulator {
  /** The partner's id, which is the first segment of the path it is mounted at. */
  String partner();

  /** Answers one request. Called concurrently; an exception becomes a 500. */
  SimulatedAnswer answer(SimulatedRequest request);

  /** What the partner's contract calls the operation that is asked; empty when it isn't known. */
  default String operation(SimulatedRequest request) {
    return "";
  }

  /**
   * The partner's refusal for that reason, in its own form; nothing takes effect.
   *
   * @param refuse {@code reason} and whatever else the partner's form needs
   * @throws UnsupportedOperationException when it can't be had like this
   */
  default SimulatedAnswer refusal(SimulatedRequest request, JsonNode refuse) {
    throw new UnsupportedOperationException(partner() + " can't be told to refuse");
  }

  /** How the partner writes such an answer, where it is XML; else null. */
  default @Nullable XmlBody xml(SimulatedRequest request, int status, String contentType) {
    return null;
  }

  /** Breaches of the partner's contract that were seen, by whoever; empty where none are noted. */
  default List<String> breachesSeen() {
    return List.of();
  }

  /** How often each thing took effect (not: was asked for), by a name such as {@code charges}. */
  Map<String, Long> effects();
}
