package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Capabilities;
import org.partnergateway.adapters.definition.Capabilities.PartialCapture;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/** Refuses what a partner says it can't do, with its place in the request, before it is asked. */
public final class CapabilityCheck {
  private final PartnerRegistry partners;

  public CapabilityCheck(PartnerRegistry partners) {
    this.partners = partners;
  }

  /**
   * @throws org.partnergateway.routes.http.ProblemException when it can't do that
   */
  public void check(PartnerOperation partner, JsonNode request, Context context) {
    Capabilities can = Capabilities.of(partners.get(partner.partner()).definition());
    Violation missing =
        switch (partner.canonical().name()) {
          case "get-rates", "book-shipment", "validate-shipment" -> shipment(can, request);
          case "authorize-payment" -> payment(can, request);
          case "capture-payment" -> capture(can, request, context);
          case "refund-payment" -> refund(can, request, context.find("payment"), "captured_amount");
          case "refund-order" -> refundOfOrder(can, request, context);
          case "confirm-shipment" ->
              part(can.partialShipment(), request, context, "an order is shipped in one");
          case "cancel-order" ->
              part(can.partialCancellation(), request, context, "an order is canceled as a whole");
          default -> null;
        };
    if (missing != null) {
      throw Problem.of(
              ProblemType.NOT_OFFERED,
              "Nothing was sent: with %s, %s.".formatted(partner.partner(), missing.message()))
          .withErrors(List.of(missing))
          .with("failure", Failure.INVALID_REQUEST.word())
          .with("partner", partner.partner())
          .exception();
    }
  }

  private static @Nullable Violation shipment(Capabilities can, JsonNode request) {
    JsonNode format = request.at("/label/format");
    List<String> formats = can.labelFormats();
    if (formats != null && format.isTextual() && !formats.contains(format.asText())) {
      return missing("/label/format", "labels are had as %s".formatted(String.join(", ", formats)));
    }
    Integer most = can.maxParcels();
    int parcels = request.path("parcels").size();
    return most != null && parcels > most
        ? missing("/parcels", "a shipment has at most %d parcels, not %d".formatted(most, parcels))
        : null;
  }

  private static @Nullable Violation payment(Capabilities can, JsonNode request) {
    List<String> currencies = can.currencies();
    if (currencies != null && !currencies.contains(request.at("/amount/currency").asText())) {
      return missing(
          "/amount/currency", "payments are in %s".formatted(String.join(", ", currencies)));
    }
    List<String> methods = can.paymentMethods();
    JsonNode method = request.at("/payment_method/type");
    return methods != null && method.isTextual() && !methods.contains(method.asText())
        ? missing(
            "/payment_method/type",
            "a payment is asked for by %s".formatted(String.join(" or ", methods)))
        : null;
  }

  private static @Nullable Violation capture(Capabilities can, JsonNode request, Context context) {
    JsonNode payment = context.get("payment").document();
    boolean again = payment.path("status").asText().equals("partially_captured");
    if (again && can.partialCapture() != null && can.partialCapture() != PartialCapture.SEVERAL) {
      return missing("", "an authorized payment is captured once, and this one was");
    }
    long all =
        payment.has("authorized_amount")
            ? payment.at("/authorized_amount/amount").asLong()
            : payment.at("/amount/amount").asLong();
    boolean part = request.has("amount") && request.at("/amount/amount").asLong() < all;
    return part && can.partialCapture() == PartialCapture.NONE
        ? missing("/amount", "a payment is captured as a whole, here %d minor units".formatted(all))
        : null;
  }

  private static @Nullable Violation refundOfOrder(
      Capabilities can, JsonNode request, Context context) {
    if (!Boolean.FALSE.equals(can.partialRefund())) {
      return null;
    }
    for (JsonNode total : context.get("order").document().path("totals")) {
      if (total.path("type").asText().equals("total")
          && request.at("/amount/amount").asLong() < total.at("/amount/amount").asLong()) {
        return missing("/amount", "an order is refunded as a whole");
      }
    }
    return null;
  }

  private static @Nullable Violation refund(
      Capabilities can, JsonNode request, @Nullable LedgerEntry source, String amount) {
    boolean part =
        source != null
            && request.has("amount")
            && request.at("/amount/amount").asLong()
                < source.document().path(amount).path("amount").asLong();
    return part && Boolean.FALSE.equals(can.partialRefund())
        ? missing("/amount", "a payment is refunded as a whole")
        : null;
  }

  /** Whether a request with lines is about less than all that is left of the order. */
  private static @Nullable Violation part(
      @Nullable Boolean mayBeInParts, JsonNode request, Context context, String instead) {
    if (!Boolean.FALSE.equals(mayBeInParts) || !request.has("line_items")) {
      return null;
    }
    long left = 0;
    for (JsonNode line : context.get("order").document().path("line_items")) {
      JsonNode quantity = line.path("quantity");
      left +=
          quantity.path("ordered").asLong()
              - quantity.path("canceled").asLong()
              - quantity.path("fulfilled").asLong();
    }
    long named = 0;
    for (JsonNode line : request.path("line_items")) {
      named += line.path("quantity").asLong();
    }
    return named < left ? missing("/line_items", instead) : null;
  }

  private static Violation missing(String pointer, String message) {
    return new Violation("/body" + pointer, "capability", message);
  }
}
