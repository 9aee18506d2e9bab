package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * {@code gateway:map-message/<partner>/<message>}: a partner's message to changes of the ledger.
 */
public final class MapMessageStep implements StepFactory {
  private final Definitions definitions;
  private final PartnerRegistry partners;

  public MapMessageStep(Definitions definitions, PartnerRegistry partners) {
    this.definitions = definitions;
    this.partners = partners;
  }

  @Override
  public String name() {
    return "map-message";
  }

  @Override
  public Step create(List<String> arguments) {
    Partner partner = partners.get(arguments.getFirst());
    Mapping mapping =
        definitions
            .mappings()
            .mapping(
                "transformations/partners/%s/%s.message.jslt"
                    .formatted(partner.id(), arguments.getLast()));
    WireFormat format = format(partner, arguments.getLast());
    ObjectNode settings = StrictJson.nodes().objectNode();
    partner.settings().forEach(settings::put);
    return exchange -> {
      InboundChanges delivery = exchange.getMessage().getBody(InboundChanges.class);
      JsonNode output = mapping.apply(input(delivery.item().message(), format, settings));
      delivery.changes(Change.readAll(output));
      delivery.asks(asks(partner, arguments.getLast(), output));
    };
  }

  private static List<Ask> asks(Partner partner, String message, JsonNode output) {
    MessageDefinition definition = partner.definition().messages().get(message);
    MessageDefinition.Read read = definition == null ? null : definition.read();
    MessageDefinition.Asks how = read == null ? null : read.asks();
    List<Ask> asks = new ArrayList<>();
    if (how != null) {
      for (JsonNode ask : output.path("asks")) {
        String id = ask.path("message_id").asText();
        asks.add(new Ask(how.operation(), how.message(), id, ask.path("body")));
      }
    }
    return asks;
  }

  /** As the partner writes it; what the gateway splits out of answers is JSON. */
  private WireFormat format(Partner partner, String message) {
    MessageDefinition definition = partner.definition().messages().get(message);
    MessageDefinition.Webhook webhook = definition == null ? null : definition.webhook();
    return webhook == null
        ? WireFormats.JSON
        : InboundWebhook.formatOf(
            definitions.contracts().get(partner.id(), webhook.contract()).webhook(webhook.key()));
  }

  private static ObjectNode input(InboundMessage message, WireFormat format, ObjectNode settings) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("body", format.read(message.body()));
    input.set("headers", message.headers());
    input.set("settings", settings);
    input.put("received_at", message.receivedAt().toString());
    return input;
  }
}
