package org.partnergateway.tests.simulators.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the retailer has ordered, and what it takes: one answer to an order, ship notices for what
 * was ordered in packages that bear an SSCC never seen before, and invoices for what was shipped at
 * the price that was ordered.
 */
final class PurchaseOrders {
  private static final int QUANTITY = 12;
  private static final BigDecimal PRICE = new BigDecimal("14.50");
  private static final int SSCC_DIGITS = 18;

  private final Map<String, State> orders = new HashMap<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> invoices = new HashSet<>();

  private static final class State {
    private boolean answered;
    private int shipped;
    private int invoiced;
  }

  /**
   * A new order, as type and segments.
   *
   * @param date as X12 has it
   */
  List<String> place(String number, String date) {
    orders.put(number, new State());
    return List.of(
        "850",
        "BEG*00*DS*%s**%s".formatted(number, date),
        "CUR*BY*USD",
        "PER*BD*Buying Desk*TE*+12125550144",
        "N1*ST*Receiving Dock*92*00817",
        "N2*Harbor Market Store 817",
        "N3*350 Fifth Avenue",
        "N4*New York*NY*10118*US",
        "PO1*1*%d*EA*%s**UP*012345678905*VN*MUG-1".formatted(QUANTITY, PRICE),
        "PID*F****Mug",
        "CTT*1");
  }

  /**
   * Applies what the merchant says.
   *
   * @param type of the transaction, whose tree keeps its schema
   * @return the name of what took effect; null when it is about nothing that was ordered, or more
   *     than that
   */
  @Nullable String effect(String type, JsonNode tree) {
    return switch (type) {
      case "855" -> answered(tree) ? "order_answers" : null;
      case "856" -> shipped(tree) ? "ship_notices" : null;
      case "810" -> invoiced(tree) ? "invoices" : null;
      case "997" -> acknowledged(tree);
      default -> null;
    };
  }

  private static String acknowledged(JsonNode tree) {
    return tree.at("/AK9/AK901").asText().equals("A")
        ? "orders_acknowledged"
        : "orders_not_acknowledged";
  }

  private boolean answered(JsonNode tree) {
    State order = orders.get(tree.at("/BAK/BAK03").asText());
    if (order == null || order.answered) {
      return false;
    }
    order.answered = true;
    return true;
  }

  private boolean shipped(JsonNode tree) {
    State order = null;
    int units = 0;
    Set<String> marks = new HashSet<>();
    for (JsonNode level : tree.path("levels")) {
      switch (level.at("/HL/HL03").asText()) {
        case "O" -> order = orders.get(level.at("/PRF/PRF01").asText());
        case "P" -> {
          String mark = level.at("/MAN/0/MAN02").asText();
          if (!isSscc(mark) || packages.contains(mark) || !marks.add(mark)) {
            return false;
          }
        }
        case "I" -> units += level.at("/SN1/SN102").asInt();
        default -> {}
      }
    }
    if (order == null || units == 0 || order.shipped + units > QUANTITY) {
      return false;
    }
    order.shipped += units;
    packages.addAll(marks);
    return true;
  }

  private boolean invoiced(JsonNode tree) {
    State order = orders.get(tree.at("/BIG/BIG04").asText());
    if (order == null) {
      return false;
    }
    int units = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : tree.path("lines")) {
      int quantity = line.at("/IT1/IT102").asInt();
      BigDecimal price = new BigDecimal(line.at("/IT1/IT104").asText("0"));
      units += quantity;
      sum = sum.add(price.multiply(BigDecimal.valueOf(quantity)));
    }
    BigDecimal total = new BigDecimal(tree.at("/TDS/TDS01").asText("0")).movePointLeft(2);
    boolean right =
        units > 0
            && order.invoiced + units <= order.shipped
            && sum.compareTo(PRICE.multiply(BigDecimal.valueOf(units))) == 0
            && sum.compareTo(total) == 0
            && invoices.add(tree.at("/BIG/BIG02").asText());
    if (right) {
      order.invoiced += units;
    }
    return right;
  }

  /** Eighteen digits, the last of which is GS1's check digit. */
  private static boolean isSscc(String mark) {
    if (mark.length() != SSCC_DIGITS || !mark.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < SSCC_DIGITS; i++) {
      sum += (mark.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return sum % 10 == 0;
  }
}
