package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stripe's objects as they look when they are new. */
final class StripeObjects {
  private StripeObjects() {}

  static ObjectNode intent(String id, StripeForm form, Instant now) {
    ObjectNode intent = JsonNodeFactory.instance.objectNode();
    String captureMethod = form.text("capture_method");
    intent.put("id", id).put("object", "payment_intent");
    intent.put("amount", form.integer("amount"));
    intent.put("amount_capturable", 0).put("amount_received", 0);
    intent.putNull("canceled_at").putNull("cancellation_reason");
    intent.put("capture_method", captureMethod == null ? "automatic" : captureMethod);
    intent.put("client_secret", id + "_secret_" + StripeIds.next(""));
    intent.put("confirmation_method", "automatic");
    intent.put("created", now.getEpochSecond());
    intent.put("currency", form.text("currency"));
    intent.put("description", form.text("description"));
    intent.putNull("last_payment_error").putNull("latest_charge").put("livemode", false);
    intent.set("metadata", form.metadata());
    intent.putNull("next_action");
    intent.putArray("payment_method_types").add("card");
    if (form.text("shipping[name]") != null) {
      ObjectNode shipping = form.group("shipping");
      shipping.set("address", form.group("shipping[address]"));
      intent.set("shipping", shipping);
    } else {
      intent.putNull("shipping");
    }
    return intent;
  }

  /** The charge that a confirmed intent makes; it takes the intent's metadata with it. */
  static ObjectNode charge(String id, ObjectNode intent, Instant now) {
    ObjectNode charge = JsonNodeFactory.instance.objectNode();
    charge.put("id", id).put("object", "charge");
    charge.set("amount", intent.path("amount"));
    charge.put("amount_captured", 0).put("amount_refunded", 0);
    charge.put("captured", false).put("created", now.getEpochSecond());
    charge.set("currency", intent.path("currency"));
    charge.put("livemode", false);
    charge.set("metadata", intent.path("metadata").deepCopy());
    charge.put("paid", true);
    charge.put("payment_intent", id(intent));
    charge.put("refunded", false).put("status", "succeeded");
    return charge;
  }

  static ObjectNode refund(ObjectNode charge, long amount, StripeForm form, Instant now) {
    ObjectNode refund = JsonNodeFactory.instance.objectNode();
    refund.put("id", StripeIds.next("re_")).put("object", "refund");
    refund.put("amount", amount).put("charge", id(charge));
    refund.put("created", now.getEpochSecond());
    refund.set("currency", charge.path("currency"));
    refund.set("metadata", form.metadata());
    refund.set("payment_intent", charge.path("payment_intent"));
    refund.put("reason", form.text("reason")).put("status", "succeeded");
    return refund;
  }

  static String id(ObjectNode object) {
    return object.path("id").asText();
  }

  /** The object, or the answer to an id that means nothing. */
  static ObjectNode found(@Nullable ObjectNode object, String what, String parameter, String id) {
    if (object == null) {
      throw StripeProblem.state(404, "resource_missing", "No such %s: '%s'".formatted(what, id))
          .with("param", parameter);
    }
    return object;
  }
}
