package org.partnergateway.tests.simulators;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stripe's test payment methods, by what they do. */
final class StripeCards {
  /** The payment method that wants the customer to authenticate. */
  static final String AUTHENTICATION = "pm_card_authenticationRequired";

  private static final Set<String> GOOD =
      Set.of("pm_card_visa", "pm_card_mastercard", "pm_card_amex", "pm_card_jcb", AUTHENTICATION);

  private static final Map<String, Decline> DECLINED =
      Map.of(
          "pm_card_visa_chargeDeclined",
          new Decline("card_declined", "generic_decline", "Your card was declined."),
          "pm_card_visa_chargeDeclinedInsufficientFunds",
          new Decline("card_declined", "insufficient_funds", "Your card has too little money."),
          "pm_card_visa_chargeDeclinedLostCard",
          new Decline("card_declined", "lost_card", "Your card was declined."),
          "pm_card_visa_chargeDeclinedStolenCard",
          new Decline("card_declined", "stolen_card", "Your card was declined."),
          "pm_card_chargeDeclinedExpiredCard",
          new Decline("expired_card", "expired_card", "Your card is out of date."),
          "pm_card_chargeDeclinedIncorrectCvc",
          new Decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is wrong."),
          "pm_card_chargeDeclinedProcessingError",
          new Decline("processing_error", "processing_error", "Your card could not be handled."));

  /** How the issuer says no. */
  record Decline(String code, String declineCode, String message) {}

  private StripeCards() {}

  static boolean known(String paymentMethod) {
    return GOOD.contains(paymentMethod) || DECLINED.containsKey(paymentMethod);
  }

  /** How the payment method is declined, or null when it is good. */
  static @Nullable Decline decline(String paymentMethod) {
    return DECLINED.get(paymentMethod);
  }
}
