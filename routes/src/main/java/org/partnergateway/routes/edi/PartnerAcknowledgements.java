package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what partners say of what we sent: 997, CONTRL and TA1. What they say comes at any time
 * and any number of times; what was said last holds.
 */
public final class PartnerAcknowledgements {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerAcknowledgements.class);

  private final Interchanges interchanges;
  private final EdiEvents events;
  private final InstantSource clock;

  public PartnerAcknowledgements(Interchanges interchanges, EdiEvents events, InstantSource clock) {
    this.interchanges = interchanges;
    this.events = events;
    this.clock = clock;
  }

  /** Takes a 997 or CONTRL in, in the caller's transaction. */
  void settle(EdiAgreement agreement, ObjectNode tree) {
    if (agreement.standard() == EdiStandard.X12) {
      functional(agreement, tree);
    } else {
      syntax(agreement, tree);
    }
  }

  /** Takes a TA1 in, in the caller's transaction. */
  void receipt(EdiAgreement agreement, EdiPart.Receipt receipt) {
    StoredInterchange sent = sent(agreement, receipt.controlNumber());
    if (sent == null) {
      return;
    }
    if (receipt.code().equals("R")) {
      all(sent, InterchangeStatus.REFUSED, "TA1 says " + receipt.note());
    }
  }

  private void functional(EdiAgreement agreement, ObjectNode tree) {
    String group = tree.at("/AK1/AK102").asText();
    StoredInterchange sent =
        interchanges
            .sentWithGroup(
                agreement.partner(),
                agreement.standard().word(),
                tree.at("/AK1/AK101").asText(),
                group)
            .orElse(null);
    if (sent == null) {
      LOG.warn("{} acknowledges the group {}, which was not sent", agreement.partner(), group);
      return;
    }
    Map<String, Said> said = new HashMap<>();
    for (JsonNode one : tree.path("transactions")) {
      said.put(
          one.at("/AK2/AK202").asText(),
          new Said(status(one.at("/AK5/AK501").asText()), segments(one.path("segments"))));
    }
    apply(
        sent,
        said,
        new Said(status(tree.at("/AK9/AK901").asText()), StrictJson.nodes().arrayNode()));
  }

  private void syntax(EdiAgreement agreement, ObjectNode tree) {
    StoredInterchange sent = sent(agreement, tree.at("/UCI/UCI01").asText());
    if (sent == null) {
      return;
    }
    Map<String, Said> said = new HashMap<>();
    for (JsonNode one : tree.path("messages")) {
      said.put(
          one.at("/UCM/UCM01").asText(),
          new Said(action(one.at("/UCM/UCM03").asText()), messageSegments(one.path("segments"))));
    }
    apply(
        sent,
        said,
        new Said(action(tree.at("/UCI/UCI04").asText()), StrictJson.nodes().arrayNode()));
  }

  private @Nullable StoredInterchange sent(EdiAgreement agreement, String number) {
    StoredInterchange sent =
        interchanges.sent(agreement.partner(), agreement.standard().word(), number).orElse(null);
    if (sent == null) {
      LOG.warn(
          "{} acknowledges the interchange {}, which was not sent", agreement.partner(), number);
    }
    return sent;
  }

  /** What is said of a transaction. */
  private record Said(InterchangeStatus status, ArrayNode faults) {}

  private void apply(StoredInterchange sent, Map<String, Said> said, Said otherwise) {
    List<InterchangeStatus> all = new ArrayList<>();
    for (StoredInterchange.Transaction one : interchanges.transactions(sent.id())) {
      Said of = said.getOrDefault(one.controlNumber(), otherwise);
      all.add(of.status());
      interchanges.acknowledge(sent.id(), one.position(), of.status(), of.faults());
    }
    interchanges.acknowledge(sent.id(), InterchangeStatus.of(all), null, clock.instant());
    events.tell(sent.id());
  }

  private void all(StoredInterchange sent, InterchangeStatus status, String reason) {
    for (StoredInterchange.Transaction one : interchanges.transactions(sent.id())) {
      interchanges.acknowledge(sent.id(), one.position(), status, one.faults());
    }
    interchanges.acknowledge(sent.id(), status, reason, clock.instant());
    events.tell(sent.id());
  }

  private static InterchangeStatus status(String letter) {
    return switch (letter) {
      case "A" -> InterchangeStatus.ACCEPTED;
      case "E" -> InterchangeStatus.ACCEPTED_WITH_ERRORS;
      case "P" -> InterchangeStatus.PARTIALLY_ACCEPTED;
      default -> InterchangeStatus.REJECTED;
    };
  }

  private static InterchangeStatus action(String code) {
    return code.equals("4") ? InterchangeStatus.REJECTED : InterchangeStatus.ACCEPTED;
  }

  private static ArrayNode segments(JsonNode segments) {
    ArrayNode faults = StrictJson.nodes().arrayNode();
    for (JsonNode segment : segments) {
      JsonNode note = segment.path("AK3");
      if (!segment.has("AK4")) {
        said(
            faults,
            note.path("AK304").asText(),
            note.path("AK301").asText(),
            position(note, "AK302"));
      }
      for (JsonNode element : segment.path("AK4")) {
        ObjectNode fault =
            said(
                faults,
                element.path("AK403").asText(),
                note.path("AK301").asText(),
                position(note, "AK302"));
        fault.put("element_position", position(element.path("AK401"), "AK40101"));
        if (element.has("AK404")) {
          fault.put("value", element.path("AK404").asText());
        }
      }
    }
    return faults;
  }

  private static ArrayNode messageSegments(JsonNode segments) {
    ArrayNode faults = StrictJson.nodes().arrayNode();
    for (JsonNode segment : segments) {
      int position = position(segment.path("UCS"), "UCS01");
      if (!segment.has("UCD")) {
        said(faults, segment.at("/UCS/UCS02").asText(), "", position);
      }
      for (JsonNode element : segment.path("UCD")) {
        said(faults, element.path("UCD01").asText(), "", position)
            .put("element_position", position(element.path("UCD02"), "UCD0201"));
      }
    }
    return faults;
  }

  private static int position(JsonNode tree, String name) {
    return tree.path(name).asInt(0);
  }

  private static ObjectNode said(ArrayNode faults, String code, String segment, int position) {
    ObjectNode fault = faults.addObject().put("code", code);
    fault.put("message", "The partner says so, in the words of its standard.");
    if (!segment.isEmpty()) {
      fault.put("segment", segment);
    }
    return fault.put("segment_position", position);
  }
}
