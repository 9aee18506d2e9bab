package org.partnergateway.tests.benchmark.sections;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;

/** A report of as many lines as are wanted, and the payments that they are about. */
final class SettlementFile {
  private static final String HEADING =
      "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,"
          + "reporting_category,source_id,gross,fee,net,currency,description,charge_id,"
          + "payment_intent_id\n";

  private SettlementFile() {}

  /**
   * Writes one.
   *
   * @param first the number of the payment that the first line is about
   */
  static void write(Path file, String payout, int first, int lines) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADING);
      for (int i = first; i < first + lines; i++) {
        long gross = amount(i);
        long fee = gross * 29 / 1000 + 30;
        out.write(
            String.format(
                Locale.ROOT,
                "po_%s,2026-11-24 00:00:00,txn_%012d,2026-11-22 %02d:%02d:%02d,charge,ch_%012d,%s,%s,%s,usd,"
                    + "Order %d,ch_%012d,pi_%012d\n",
                payout,
                i,
                i / 3600 % 24,
                i / 60 % 60,
                i % 60,
                i,
                decimal(gross),
                decimal(fee),
                decimal(gross - fee),
                i,
                i,
                i));
      }
    }
  }

  private static long amount(int number) {
    return 1000 + number % 9000;
  }

  private static String decimal(long cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }

  /** Puts captured payments into the ledger, numbered from 0. */
  static void seed(EmbeddedDatabase database, int payments) {
    database.execute(
        """
        insert into ledger (kind, id, order_id, partner, status, status_at, version, created_at,
          updated_at, document)
        select 'payment', 'pay_' || lpad(i::text, 26, '0'), 'ord_' || lpad(i::text, 26, '0'),
          'stripe', 'captured', now(), 3, now(), now(),
          json_build_object('id', 'pay_' || lpad(i::text, 26, '0'),
            'order_id', 'ord_' || lpad(i::text, 26, '0'), 'partner', 'stripe', 'status', 'captured',
            'partner_refs', json_build_array(
              json_build_object('type', 'payment_intent', 'value', 'pi_' || lpad(i::text, 12, '0'))),
            'amount', json_build_object('amount', 1000 + i %% 9000, 'currency', 'USD'),
            'captured_amount', json_build_object('amount', 1000 + i %% 9000, 'currency', 'USD'),
            'version', 3, 'created_at', '2026-11-22T10:00:00Z', 'updated_at', '2026-11-22T10:00:00Z')
        from generate_series(0, %d - 1) i
        """
            .formatted(payments));
    database.execute(
        """
        insert into ledger_reference (kind, partner, reference, id)
        select 'payment', 'stripe', 'pi_' || lpad(i::text, 12, '0'), 'pay_' || lpad(i::text, 26, '0')
        from generate_series(0, %d - 1) i
        """
            .formatted(payments));
    database.execute("analyze ledger, ledger_reference");
  }
}
