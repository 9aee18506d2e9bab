package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Refunds: never more than was captured. */
final class StripeRefunds {
  private static final List<String> CREATE = List.of("payment_intent", "amount", "reason");
  private static final List<String> REASONS =
      List.of("duplicate", "fraudulent", "requested_by_customer");

  private final StripePayments payments;
  private final StripeEvents events;
  private final InstantSource clock;
  private final Map<String, Long> effects;
  private final EffectListener listener;
  private final Map<String, ObjectNode> refunds = new ConcurrentHashMap<>();

  StripeRefunds(
      StripePayments payments,
      StripeEvents events,
      InstantSource clock,
      Map<String, Long> effects,
      EffectListener listener) {
    this.payments = payments;
    this.events = events;
    this.clock = clock;
    this.effects = effects;
    this.listener = listener;
  }

  ObjectNode create(StripeForm form, @Nullable String key) {
    form.allowOnly(CREATE);
    form.choice("reason", REASONS);
    ObjectNode intent = payments.find(form.required("payment_intent"));
    synchronized (intent) {
      if (!intent.path("status").asText().equals("succeeded")) {
        throw StripeProblem.state(
            400,
            "payment_intent_unexpected_state",
            "This PaymentIntent has no successful charge to refund.");
      }
      ObjectNode charge = payments.charge(intent);
      long amount = amount(form, charge);
      ObjectNode refund = StripeObjects.refund(charge, amount, form, clock.instant());
      refunds.put(StripeObjects.id(refund), refund);
      long refunded = charge.path("amount_refunded").asLong() + amount;
      charge.put("amount_refunded", refunded);
      charge.put("refunded", refunded == charge.path("amount_captured").asLong());
      listener.tookEffect(
          "stripe",
          "refunds",
          key == null ? "" : key,
          intent.at("/metadata/gateway_payment_id").asText(),
          amount);
      effects.merge("refunds", 1L, Long::sum);
      effects.merge("refunds_" + charge.path("currency").asText(), amount, Long::sum);
      events.send("refund.created", refund, key);
      events.send("charge.refunded", charge, key);
      return refund.deepCopy();
    }
  }

  private static long amount(StripeForm form, ObjectNode charge) {
    long left = charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong();
    if (left == 0) {
      throw StripeProblem.state(
          400, "charge_already_refunded", "This charge has already been refunded.");
    }
    Long asked = form.integer("amount");
    long amount = asked == null ? left : asked;
    StripeAmounts.checkDigits(amount, charge.path("currency").asText(), "amount");
    if (amount > left) {
      throw StripeProblem.state(
              400,
              "amount_too_large",
              "The refund of %d is more than the %d that is left.".formatted(amount, left))
          .with("param", "amount");
    }
    return amount;
  }

  ObjectNode retrieve(String id) {
    return StripeObjects.found(refunds.get(id), "refund", "refund", id).deepCopy();
  }
}
