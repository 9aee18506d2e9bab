package org.partnergateway.tests.simulators;

import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * 1Z numbers: account, service, seven digits, check digit. They go on from the clock, so that a
 * sandbox that is started again gives no number twice.
 */
final class UpsTrackingNumbers {
  private static final Pattern FORM = Pattern.compile("1Z[0-9A-Z]{15}[0-9]");
  private static final long SERIALS = 10_000_000;

  private final AtomicLong serial;

  UpsTrackingNumbers(InstantSource clock) {
    this.serial = new AtomicLong(clock.instant().getEpochSecond());
  }

  String next(String account, String service) {
    String body =
        account.toUpperCase(Locale.ROOT)
            + service
            + "%07d".formatted(serial.getAndIncrement() % SERIALS);
    return "1Z" + body + checkDigit(body);
  }

  /** Whether it is a 1Z number with the right check digit. */
  static boolean valid(String number) {
    return FORM.matcher(number).matches()
        && checkDigit(number.substring(2, 17)) == number.charAt(17) - '0';
  }

  /** Letters count 2 for A, 3 for B and so on, by their last digit; every second place doubles. */
  private static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      int value = c <= '9' ? c - '0' : (c - 'A' + 2) % 10;
      sum += i % 2 == 0 ? value : 2 * value;
    }
    return (10 - sum % 10) % 10;
  }
}
