package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.transformations.Mapping;

/**
 * Everything that is known of a simulated partner before it starts. Immutable, so that many
 * simulators may be made of it.
 *
 * @param behaviours by file name without {@code .jslt}
 * @param webhooks the contract of each message that the partner posts, by its name in the adapter
 *     file
 * @param seed what {@code seed.json} holds; null (of JSON) without it
 */
record SimulatorBlueprint(
    PartnerDefinition partner,
    SimulatorDefinition definition,
    ServedOperations operations,
    Map<String, Mapping> behaviours,
    Map<String, HttpContract> webhooks,
    JsonNode seed) {
  static final String REFUSE = "refuse";
  static final String TOKEN = "token";
  static final String ARRIVE = "arrive";

  String id() {
    return partner.id();
  }

  @Nullable Mapping behaviour(String name) {
    return behaviours.get(name);
  }

  /** How messages are signed by a certificate, as the adapter file says; missing where none is. */
  JsonNode certificateSignature() {
    for (String message : webhooks.keySet()) {
      JsonNode signature = partner.source().root().at("/messages/" + message + "/signature");
      if (signature.path("scheme").asText().equals(MessageSigners.CERTIFICATE)) {
        return signature;
      }
    }
    return MissingNode.getInstance();
  }

  /** The secret of that name in the sandbox. */
  String credential(String name) {
    String value = definition.sandbox().credentials().get(name);
    if (value == null) {
      throw new SimulatorBroken("sandbox.credentials has no " + name);
    }
    return value;
  }
}
