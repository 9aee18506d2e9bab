package org.partnergateway.routes.store.settlements;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {
  /** In the order in which values are written here. */
  static final String COLUMNS =
      "settlement, gross, fee, net, original_amount, occurred_at, currency, type, ref, payment_ref,"
          + " refund_ref, order_ref, original_currency, exchange_rate, description, partner_code";

  private static final int A_ROW = 200;

  private final StringBuilder text;

  private CopyText(int rows) {
    this.text = new StringBuilder(rows * A_ROW);
  }

  static byte[] of(List<LineRow> rows) {
    CopyText copy = new CopyText(rows.size());
    rows.forEach(copy::add);
    return copy.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void add(LineRow row) {
    text.append(row.settlement()).append('\t');
    text.append(row.gross()).append('\t');
    text.append(row.fee()).append('\t');
    text.append(row.net()).append('\t');
    plain(row.original());
    plain(row.occurredAt());
    text.append(row.currency()).append('\t');
    text.append(row.type()).append('\t');
    escaped(row.ref());
    escaped(row.paymentRef());
    escaped(row.refundRef());
    escaped(row.orderRef());
    plain(row.originalCurrency());
    plain(row.exchangeRate());
    escaped(row.description());
    escaped(row.partnerCode());
    text.setCharAt(text.length() - 1, '\n');
  }

  private void plain(@Nullable Object value) {
    if (value == null) {
      text.append("\\N");
    } else {
      text.append(value);
    }
    text.append('\t');
  }

  private void escaped(@Nullable String value) {
    if (value == null) {
      text.append("\\N\t");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    text.append('\t');
  }
}
