package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Payment intents and their charges: what they allow in which state, and what becomes of them. */
final class StripePayments {
  private static final List<String> CANCEL_REASONS =
      List.of("abandoned", "duplicate", "fraudulent", "requested_by_customer");
  private static final Set<String> CANCELABLE =
      Set.of(
          "requires_payment_method",
          "requires_confirmation",
          "requires_action",
          "requires_capture");

  /** Customers who are sent away with a return_url that has this word don't authenticate. */
  private static final String ABANDONED = "abandoned";

  private final StripeEvents events;
  private final InstantSource clock;
  private final Map<String, Long> effects;
  private final EffectListener listener;
  private final Map<String, ObjectNode> intents = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> charges = new ConcurrentHashMap<>();

  StripePayments(
      StripeEvents events,
      InstantSource clock,
      Map<String, Long> effects,
      EffectListener listener) {
    this.events = events;
    this.clock = clock;
    this.effects = effects;
    this.listener = listener;
  }

  ObjectNode create(StripeForm form, @Nullable String key) {
    String paymentMethod = StripePaymentForm.check(form);
    ObjectNode intent = intent(form, paymentMethod == null ? "" : paymentMethod);
    intents.put(StripeObjects.id(intent), intent);
    if (paymentMethod == null) {
      return intent.deepCopy();
    }
    String back = form.text("return_url");
    synchronized (intent) {
      confirm(intent, paymentMethod, back, key);
      ObjectNode answer = intent.deepCopy();
      if (answer.at("/next_action/redirect_to_url").isObject()
          && !Objects.requireNonNull(back).contains(ABANDONED)) {
        intent.putNull("next_action");
        charged(intent, null, key);
      }
      return answer;
    }
  }

  private ObjectNode intent(StripeForm form, String paymentMethod) {
    String id = StripeIds.next("pi_");
    ObjectNode intent = StripeObjects.intent(id, form, clock.instant());
    intent.put("payment_method", form.text("payment_method"));
    intent.put("status", paymentMethod.isEmpty() ? "requires_confirmation" : "processing");
    if (form.text("payment_method") == null) {
      intent.put("status", "requires_payment_method");
    }
    return intent;
  }

  private void confirm(
      ObjectNode intent, String paymentMethod, @Nullable String back, @Nullable String key) {
    if (paymentMethod.equals(StripeCards.AUTHENTICATION)) {
      intent.put("status", "requires_action");
      ObjectNode next = intent.putObject("next_action");
      if (back == null) {
        next.put("type", "use_stripe_sdk").putObject("use_stripe_sdk");
      } else {
        next.put("type", "redirect_to_url")
            .putObject("redirect_to_url")
            .put("return_url", back)
            .put("url", "https://hooks.stripe.example/authenticate/" + StripeObjects.id(intent));
      }
      events.send("payment_intent.requires_action", intent, key);
      return;
    }
    charged(intent, StripeCards.decline(paymentMethod), key);
  }

  private void charged(
      ObjectNode intent, StripeCards.@Nullable Decline decline, @Nullable String key) {
    ObjectNode charge = StripeObjects.charge(StripeIds.next("ch_"), intent, clock.instant());
    charges.put(StripeObjects.id(intent), charge);
    intent.put("latest_charge", StripeObjects.id(charge));
    if (decline != null) {
      throw declined(intent, charge, decline, key);
    }
    count("authorizations", intent, intent.path("amount").asLong(), key);
    if (intent.path("capture_method").asText().equals("manual")) {
      intent.put("status", "requires_capture");
      intent.put("amount_capturable", intent.path("amount").asLong());
      events.send("payment_intent.amount_capturable_updated", intent, key);
    } else {
      take(intent, intent.path("amount").asLong(), key);
    }
  }

  private StripeProblem declined(
      ObjectNode intent, ObjectNode charge, StripeCards.Decline decline, @Nullable String key) {
    StripeProblem problem = StripeProblem.card(decline).with("charge", StripeObjects.id(charge));
    charge.put("status", "failed").put("paid", false);
    intent.put("status", "requires_payment_method").putNull("payment_method");
    intent.set("last_payment_error", problem.error.deepCopy());
    events.send("payment_intent.payment_failed", intent, key);
    problem.error.set("payment_intent", intent.deepCopy());
    return problem;
  }

  ObjectNode capture(String id, StripeForm form, @Nullable String key) {
    form.allowOnly(List.of("amount_to_capture", "statement_descriptor_suffix"));
    ObjectNode intent = find(id);
    synchronized (intent) {
      requireStatus(intent, "captured", Set.of("requires_capture"));
      Long asked = form.integer("amount_to_capture");
      long capturable = intent.path("amount_capturable").asLong();
      long amount = asked == null ? capturable : asked;
      StripeAmounts.checkDigits(amount, intent.path("currency").asText(), "amount_to_capture");
      if (amount > capturable) {
        throw StripeProblem.state(
                400,
                "amount_too_large",
                "Only %d can be captured of this PaymentIntent.".formatted(capturable))
            .with("param", "amount_to_capture");
      }
      take(intent, amount, key);
      return intent.deepCopy();
    }
  }

  private void take(ObjectNode intent, long amount, @Nullable String key) {
    charge(intent).put("captured", true).put("amount_captured", amount);
    intent.put("status", "succeeded").put("amount_capturable", 0).put("amount_received", amount);
    count("captures", intent, amount, key);
    events.send("payment_intent.succeeded", intent, key);
  }

  ObjectNode cancel(String id, StripeForm form, @Nullable String key) {
    form.allowOnly(List.of("cancellation_reason"));
    String reason = form.choice("cancellation_reason", CANCEL_REASONS);
    ObjectNode intent = find(id);
    synchronized (intent) {
      requireStatus(intent, "canceled", CANCELABLE);
      release(intent, key);
      intent.put("status", "canceled").put("amount_capturable", 0);
      intent.put("canceled_at", clock.instant().getEpochSecond());
      intent.put("cancellation_reason", reason);
      count("cancellations", intent, 0, key);
      events.send("payment_intent.canceled", intent, key);
      return intent.deepCopy();
    }
  }

  /** Money that was reserved and never taken shows as refunded on the charge. */
  private void release(ObjectNode intent, @Nullable String key) {
    if (intent.path("status").asText().equals("requires_capture")) {
      ObjectNode charge = charge(intent);
      charge.set("amount_refunded", charge.path("amount"));
      charge.put("refunded", true);
      events.send("charge.refunded", charge, key);
    }
  }

  ObjectNode retrieve(String id) {
    ObjectNode intent = find(id);
    synchronized (intent) {
      return intent.deepCopy();
    }
  }

  /** The intent itself: hold its monitor to read or change it. */
  ObjectNode find(String id) {
    return StripeObjects.found(intents.get(id), "payment_intent", "intent", id);
  }

  /** The charge of an intent that was confirmed. */
  ObjectNode charge(ObjectNode intent) {
    return StripeObjects.found(
        charges.get(StripeObjects.id(intent)), "charge", "charge", StripeObjects.id(intent));
  }

  private void count(String effect, ObjectNode intent, long amount, @Nullable String key) {
    listener.tookEffect("stripe", effect, key == null ? "" : key, payment(intent), amount);
    effects.merge(effect, 1L, Long::sum);
    if (amount > 0) {
      effects.merge(effect + "_" + intent.path("currency").asText(), amount, Long::sum);
    }
  }

  private static String payment(ObjectNode intent) {
    return intent.at("/metadata/gateway_payment_id").asText();
  }

  private static void requireStatus(ObjectNode intent, String done, Set<String> allowed) {
    String status = intent.path("status").asText();
    if (!allowed.contains(status)) {
      StripeProblem problem =
          StripeProblem.state(
              400,
              "payment_intent_unexpected_state",
              "This PaymentIntent has the status %s and cannot be %s.".formatted(status, done));
      problem.error.set("payment_intent", intent.deepCopy());
      throw problem;
    }
  }
}
