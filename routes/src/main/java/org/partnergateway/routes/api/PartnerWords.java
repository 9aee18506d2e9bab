package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Capabilities;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerKind;
import org.partnergateway.routes.definitions.CanonicalOperations;

/** What a partner can do, in words for programs and in sentences for people. */
final class PartnerWords {
  private final CanonicalOperations catalog;

  PartnerWords(CanonicalOperations catalog) {
    this.catalog = catalog;
  }

  void write(PartnerDefinition partner, ObjectNode document) {
    Capabilities can = Capabilities.of(partner);
    ObjectNode words = document.putObject("capabilities");
    texts(words, "label_formats", can.labelFormats());
    if (can.maxParcels() != null) {
      words.put("max_parcels", can.maxParcels());
    }
    texts(words, "tracking", tracking(partner));
    texts(words, "currencies", can.currencies());
    texts(words, "payment_methods", can.paymentMethods());
    if (can.partialCapture() != null) {
      words.put("partial_capture", can.partialCapture().name().toLowerCase(Locale.ROOT));
    }
    flag(words, "partial_refund", can.partialRefund());
    flag(words, "partial_shipment", can.partialShipment());
    flag(words, "partial_cancellation", can.partialCancellation());
    if (can.inventoryLevelsAtOnce() != null) {
      words.put("inventory_levels_at_once", can.inventoryLevelsAtOnce());
    }
    ArrayNode sentences = words.putArray("in_words");
    for (String operation : partner.operations().keySet()) {
      String description = catalog.description(operation);
      if (description != null) {
        sentences.add(description);
      }
    }
    restrictions(can).forEach(sentences::add);
  }

  /** How news of parcels comes; null for who carries none. */
  private static @Nullable List<String> tracking(PartnerDefinition partner) {
    if (partner.kind() != PartnerKind.CARRIER) {
      return null;
    }
    List<String> ways = new ArrayList<>();
    if (partner.operations().containsKey("track-shipment")) {
      ways.add("ask");
    }
    if (partner.messages().values().stream()
        .map(MessageDefinition::webhook)
        .anyMatch(w -> w != null)) {
      ways.add("push");
    }
    if (!partner.polls().isEmpty()) {
      ways.add("poll");
    }
    return ways.isEmpty() ? null : ways;
  }

  private static List<String> restrictions(Capabilities can) {
    List<String> sentences = new ArrayList<>();
    if (can.labelFormats() != null) {
      sentences.add(
          "Labels come as %s."
              .formatted(String.join(" or ", can.labelFormats()).toUpperCase(Locale.ROOT)));
    }
    if (can.maxParcels() != null) {
      sentences.add(
          can.maxParcels() == 1
              ? "A shipment is one parcel."
              : "A shipment has at most %d parcels.".formatted(can.maxParcels()));
    }
    if (can.currencies() != null) {
      sentences.add("Payments are in %s.".formatted(String.join(", ", can.currencies())));
    }
    if (can.paymentMethods() != null && can.paymentMethods().contains("approval")) {
      sentences.add("The customer may approve a payment on the provider's page.");
    }
    if (can.partialCapture() != null) {
      sentences.add(
          switch (can.partialCapture()) {
            case NONE -> "A payment is captured as a whole.";
            case ONCE -> "A payment is captured once, wholly or in part; the rest is released.";
            case SEVERAL -> "A payment may be captured in several parts.";
          });
    }
    either(sentences, can.partialRefund(), "Less than all may be refunded.", "A refund is of all.");
    either(
        sentences,
        can.partialShipment(),
        "An order may be shipped in several parts.",
        "An order is shipped in one.");
    either(
        sentences,
        can.partialCancellation(),
        "A part of an order may be canceled.",
        "An order is canceled as a whole.");
    if (can.inventoryLevelsAtOnce() != null) {
      sentences.add(
          "Up to %d figures of stock are told at once.".formatted(can.inventoryLevelsAtOnce()));
    }
    return sentences;
  }

  private static void either(
      List<String> sentences, @Nullable Boolean said, String yes, String no) {
    if (said != null) {
      sentences.add(said ? yes : no);
    }
  }

  private static void texts(ObjectNode words, String name, @Nullable List<String> texts) {
    if (texts != null) {
      texts.forEach(words.putArray(name)::add);
    }
  }

  private static void flag(ObjectNode words, String name, @Nullable Boolean said) {
    if (said != null) {
      words.put(name, said);
    }
  }
}
