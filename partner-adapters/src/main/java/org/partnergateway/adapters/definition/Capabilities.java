package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a partner can do of what its operations could be asked for, as its adapter file says. What
 * the file doesn't say is not known, and left to the partner to judge.
 *
 * @param labelFormats of labels that are had with a booking; null when it isn't said
 * @param maxParcels of one shipment; null when it isn't said
 * @param currencies of payments; null when it isn't said
 * @param paymentMethods how a payment may be asked for; null when the partner takes none
 * @param partialCapture null when it isn't said
 * @param partialRefund whether less than all may be given back
 * @param partialShipment whether an order may be confirmed in several parts
 * @param partialCancellation whether a part of an order may be canceled
 * @param inventoryLevelsAtOnce how many figures one call tells, where it tells several; null when
 *     it isn't said
 */
public record Capabilities(
    @Nullable List<String> labelFormats,
    @Nullable Integer maxParcels,
    @Nullable List<String> currencies,
    @Nullable List<String> paymentMethods,
    @Nullable PartialCapture partialCapture,
    @Nullable Boolean partialRefund,
    @Nullable Boolean partialShipment,
    @Nullable Boolean partialCancellation,
    @Nullable Integer inventoryLevelsAtOnce) {

  /** What may be taken of an authorization. */
  public enum PartialCapture {
    /** All of it. */
    NONE,
    /** A part, once: the rest is released. */
    ONCE,
    /** One part after the other. */
    SEVERAL
  }

  /** As the file has it. */
  public static Capabilities of(PartnerDefinition partner) {
    JsonNode said = partner.source().root().path("capabilities");
    JsonNode capture = said.path("partial_capture");
    return new Capabilities(
        texts(said.path("label_formats")),
        number(said.path("max_parcels")),
        texts(said.path("currencies")),
        paymentMethods(partner, said.path("payment_methods")),
        capture.isTextual()
            ? PartialCapture.valueOf(capture.asText().toUpperCase(Locale.ROOT))
            : null,
        flag(said.path("partial_refund")),
        flag(said.path("partial_shipment")),
        flag(said.path("partial_cancellation")),
        number(said.path("inventory_levels_at_once")));
  }

  private static @Nullable List<String> paymentMethods(PartnerDefinition partner, JsonNode said) {
    List<String> methods = texts(said);
    return methods == null && partner.kind() == PartnerKind.PAYMENT ? List.of("token") : methods;
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isInt() ? node.intValue() : null;
  }

  private static @Nullable List<String> texts(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static @Nullable Boolean flag(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : null;
  }
}
