package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.schema.Violation;

/** Posts messages to the gateway, signed as the partner signs them. */
final class Messages {
  private final SimulatorBlueprint blueprint;
  private final Surroundings surroundings;
  private final String url;
  private String self = "";

  Messages(SimulatorBlueprint blueprint, Surroundings surroundings) {
    this.blueprint = blueprint;
    this.surroundings = surroundings;
    String path = blueprint.definition().webhookPath();
    this.url =
        surroundings.gateway()
            + (path == null ? "/partners/" + blueprint.id() + "/webhooks" : path);
  }

  /** Says where the simulator itself is, for messages that say it. */
  void self(String address) {
    self = address;
  }

  /**
   * Sends one now.
   *
   * @param message its name in the adapter file
   * @param more headers that it has besides
   * @throws SimulatorBroken when the contract doesn't allow it
   */
  void send(String message, JsonNode body, JsonNode more) {
    MessageDefinition definition = blueprint.partner().messages().get(message);
    HttpContract contract = blueprint.webhooks().get(message);
    if (definition == null || contract == null) {
      throw new SimulatorBroken("the partner posts no message \"" + message + "\"");
    }
    HttpOperation webhook = contract.webhook(Objects.requireNonNull(definition.webhook()).key());
    MessageSigner signer =
        MessageSigners.of(
            blueprint,
            blueprint.partner().source().root().at("/messages/" + message + "/signature"),
            self);
    JsonNode signed = signer.inside(body);
    List<Violation> violations = webhook.checkBody(signed);
    if (!violations.isEmpty()) {
      throw new SimulatorBroken(
          "the message %s: %s"
              .formatted(
                  message,
                  violations.stream().map(Violation::toString).collect(Collectors.joining("; "))));
    }
    byte[] bytes = Wire.writeMessage(webhook, signed);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", String.valueOf(webhook.requestMediaType()));
    more.properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    headers.putAll(signer.headers(bytes, surroundings.clock().instant()));
    surroundings.sender().post(url, headers, bytes, Duration.ZERO);
  }
}
