package org.partnergateway.tests.simulators;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new payment may be asked with. */
final class StripePaymentForm {
  private static final List<String> CREATE =
      List.of(
          "amount",
          "currency",
          "confirm",
          "capture_method",
          "payment_method",
          "payment_method_types[]",
          "automatic_payment_methods[enabled]",
          "automatic_payment_methods[allow_redirects]",
          "return_url",
          "description",
          "receipt_email",
          "statement_descriptor_suffix",
          "shipping[name]",
          "shipping[phone]",
          "shipping[address][line1]",
          "shipping[address][line2]",
          "shipping[address][city]",
          "shipping[address][state]",
          "shipping[address][postal_code]",
          "shipping[address][country]");

  private StripePaymentForm() {}

  /** Refuses what is wrong in itself; else the payment method to confirm with at once, if any. */
  static @Nullable String check(StripeForm form) {
    form.allowOnly(CREATE);
    form.required("amount");
    Long amount = form.integer("amount");
    StripeAmounts.checkCharge(amount == null ? 0 : amount, form.required("currency"));
    form.choice("capture_method", List.of("automatic", "manual"));
    String paymentMethod = form.text("payment_method");
    if (paymentMethod != null && !StripeCards.known(paymentMethod)) {
      throw StripeProblem.parameter(
          "payment_method", "resource_missing", "No such PaymentMethod: '" + paymentMethod + "'");
    }
    if (!"true".equals(form.choice("confirm", List.of("true", "false")))) {
      return null;
    }
    boolean stays =
        "never".equals(form.text("automatic_payment_methods[allow_redirects]"))
            || form.text("payment_method_types[0]") != null;
    if (!stays && form.text("return_url") == null) {
      throw StripeProblem.parameter(
          "return_url",
          "parameter_missing",
          "A payment method that may redirect needs a return_url; or allow no redirects.");
    }
    return form.required("payment_method");
  }
}
