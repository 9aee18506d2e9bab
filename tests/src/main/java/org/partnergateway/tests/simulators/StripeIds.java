package org.partnergateway.tests.simulators;

import java.util.concurrent.ThreadLocalRandom;

/** Identifiers of Stripe's form: a prefix and 24 letters and digits. */
final class StripeIds {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private StripeIds() {}

  static String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix).append('3');
    for (int i = 1; i < 24; i++) {
      id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
