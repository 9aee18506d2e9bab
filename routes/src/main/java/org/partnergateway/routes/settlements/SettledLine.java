package org.partnergateway.routes.settlements;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.settlements.LineRow;

/** Reads a line that satisfies the canonical contract. */
final class SettledLine {
  private static final String AMOUNT = "amount";
  private static final String CURRENCY = "currency";

  /** So that the sums of millions of lines are within 64 bits. */
  private static final long MOST = 1_000_000_000_000L;

  private SettledLine() {}

  /** What a schema can't say of a line. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    RefusedException(String reason, String pointer) {
      super(reason, null, false, false);
      this.pointer = pointer;
    }

    String pointer() {
      return pointer;
    }
  }

  /**
   * @param settlement the number of its settlement
   */
  static LineRow read(JsonNode line, long settlement) throws RefusedException {
    JsonNode gross = line.path("gross");
    String currency = gross.path(CURRENCY).textValue();
    JsonNode fee = line.path("fee");
    JsonNode net = line.path("net");
    requireSame(currency, fee, "/line/fee");
    requireSame(currency, net, "/line/net");
    requireBounded(gross, "/line/gross");
    requireBounded(fee, "/line/fee");
    requireBounded(net, "/line/net");
    requireBounded(line.path("original"), "/line/original");
    long fees = fee.path(AMOUNT).asLong();
    JsonNode original = line.path("original");
    boolean foreign = original.isObject();
    return new LineRow(
        settlement,
        line.path("ref").textValue(),
        line.path("type").textValue(),
        time(line.path("occurred_at")),
        currency,
        gross.path(AMOUNT).longValue(),
        fees,
        net.isObject() ? net.path(AMOUNT).longValue() : gross.path(AMOUNT).longValue() - fees,
        foreign ? original.path(AMOUNT).longValue() : null,
        foreign ? original.path(CURRENCY).textValue() : null,
        text(line, "exchange_rate"),
        text(line, "payment_ref"),
        text(line, "refund_ref"),
        text(line, "order_ref"),
        text(line, "description"),
        text(line, "partner_code"));
  }

  private static void requireSame(String currency, JsonNode money, String pointer)
      throws RefusedException {
    if (money.isObject() && !currency.equals(money.path(CURRENCY).textValue())) {
      throw new RefusedException(
          "is in %s, and gross in %s; what a buyer paid in another currency is original"
              .formatted(money.path(CURRENCY).textValue(), currency),
          pointer);
    }
  }

  private static void requireBounded(JsonNode money, String pointer) throws RefusedException {
    long amount = money.path(AMOUNT).asLong();
    if (amount > MOST || amount < -MOST) {
      throw new RefusedException("is more than a line may have, %d".formatted(MOST), pointer);
    }
  }

  private static @Nullable Instant time(JsonNode time) {
    if (!time.isTextual()) {
      return null;
    }
    return OffsetDateTime.parse(time.textValue()).toInstant().truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable String text(JsonNode line, String name) {
    JsonNode value = line.get(name);
    return value == null ? null : value.textValue();
  }
}
