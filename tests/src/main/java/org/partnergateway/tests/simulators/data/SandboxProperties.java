package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The settings that make a gateway the simulated partner's. */
final class SandboxProperties {
  private SandboxProperties() {}

  /**
   * @param self the simulator's address
   * @param gateway the gateway's
   */
  static Map<String, String> of(SimulatorBlueprint blueprint, String self, String gateway) {
    SimulatorDefinition definition = blueprint.definition();
    Map<String, String> properties = new HashMap<>();
    properties.put("base-url", self);
    definition
        .sandbox()
        .credentials()
        .forEach((name, value) -> properties.put("credentials." + name, value));
    if (definition.tokens() != null && blueprint.partner().auth().tokenUrl() != null) {
      properties.put("settings.token_url", self + definition.tokens().path());
    }
    definition
        .sandbox()
        .settings()
        .forEach(
            (name, value) ->
                properties.put(
                    "settings." + name,
                    value
                        .replace("{self}", self)
                        .replace("{gateway}", gateway)
                        .replace("{root}", root(blueprint))));
    if (definition.sandbox().pollEvery() != null) {
      properties.put("poll-every", definition.sandbox().pollEvery());
    }
    return properties;
  }

  private static String root(SimulatorBlueprint blueprint) {
    JsonNode signature = blueprint.certificateSignature();
    return signature.isMissingNode() ? "" : CertificateSigner.certificate(signature).root();
  }
}
