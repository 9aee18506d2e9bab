package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What carriage costs: so much a shipment and so much a pound, in the currency of the origin. */
final class UpsPrices {
  private static final BigDecimal POUNDS_PER_KILOGRAM = new BigDecimal("2.20462");

  /** The account pays a fifth less than everybody. */
  private static final BigDecimal NEGOTIATED = new BigDecimal("0.80");

  private static final Map<String, Tariff> DOMESTIC = new LinkedHashMap<>();
  private static final Map<String, Tariff> INTERNATIONAL = new LinkedHashMap<>();

  /** Units of the currency for a dollar; the euro's for countries that are not here. */
  private static final Map<String, Money> CURRENCIES =
      Map.of(
          "US", new Money("USD", "1"),
          "PR", new Money("USD", "1"),
          "CA", new Money("CAD", "1.4"),
          "GB", new Money("GBP", "0.8"),
          "JP", new Money("JPY", "150"),
          "KW", new Money("KWD", "0.307"));

  static {
    DOMESTIC.put("03", new Tariff("UPS Ground", "9.50", "0.45", 4));
    DOMESTIC.put("12", new Tariff("UPS 3 Day Select", "16.20", "0.90", 3));
    DOMESTIC.put("02", new Tariff("UPS 2nd Day Air", "22.75", "1.40", 2));
    DOMESTIC.put("13", new Tariff("UPS Next Day Air Saver", "41.30", "2.10", 1));
    DOMESTIC.put("01", new Tariff("UPS Next Day Air", "46.90", "2.35", 1));
    INTERNATIONAL.put("11", new Tariff("UPS Standard", "18.40", "1.10", 5));
    INTERNATIONAL.put("08", new Tariff("UPS Worldwide Expedited", "58.00", "3.20", 5));
    INTERNATIONAL.put("65", new Tariff("UPS Worldwide Saver", "72.60", "3.90", 2));
    INTERNATIONAL.put("07", new Tariff("UPS Worldwide Express", "78.10", "4.25", 1));
  }

  private record Tariff(String name, String base, String perPound, int days) {}

  private record Money(String code, String perDollar) {}

  private UpsPrices() {}

  /** Codes of the services between two countries, cheapest first. */
  static List<String> services(String origin, String destination) {
    return List.copyOf(tariffs(origin, destination).keySet());
  }

  static String name(String service) {
    Tariff tariff = DOMESTIC.get(service);
    return tariff == null ? String.valueOf(INTERNATIONAL.get(service)) : tariff.name();
  }

  static int days(String origin, String destination, String service) {
    return tariff(origin, destination, service).days();
  }

  /** The published charge, or what the account pays, as UPS writes money. */
  static ObjectNode charge(
      String origin, String destination, String service, BigDecimal pounds, boolean negotiated) {
    Tariff tariff = tariff(origin, destination, service);
    Money money = CURRENCIES.getOrDefault(origin, new Money("EUR", "0.9"));
    BigDecimal dollars =
        new BigDecimal(tariff.base()).add(new BigDecimal(tariff.perPound()).multiply(pounds));
    return money(
        money.code(),
        dollars
            .multiply(new BigDecimal(money.perDollar()))
            .multiply(negotiated ? NEGOTIATED : BigDecimal.ONE));
  }

  /** No charge, in the currency of the origin. */
  static ObjectNode none(String origin) {
    return money(CURRENCIES.getOrDefault(origin, new Money("EUR", "0.9")).code(), BigDecimal.ZERO);
  }

  private static ObjectNode money(String currency, BigDecimal value) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return JsonNodeFactory.instance
        .objectNode()
        .put("CurrencyCode", currency)
        .put("MonetaryValue", value.setScale(digits, RoundingMode.HALF_UP).toPlainString());
  }

  /** The packages' weight, each rounded up to the next pound as UPS bills it. */
  static BigDecimal pounds(List<JsonNode> packages) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode piece : packages) {
      BigDecimal weight = new BigDecimal(piece.at("/PackageWeight/Weight").asText());
      boolean kilograms = piece.at("/PackageWeight/UnitOfMeasurement/Code").asText().equals("KGS");
      BigDecimal pounds = kilograms ? weight.multiply(POUNDS_PER_KILOGRAM) : weight;
      sum = sum.add(pounds.setScale(0, RoundingMode.CEILING));
    }
    return sum;
  }

  /** What is weighed for the price, as UPS writes it. */
  static ObjectNode billingWeight(BigDecimal pounds) {
    ObjectNode weight = JsonNodeFactory.instance.objectNode();
    weight.putObject("UnitOfMeasurement").put("Code", "LBS").put("Description", "Pounds");
    return weight.put("Weight", pounds.toPlainString());
  }

  private static Tariff tariff(String origin, String destination, String service) {
    Tariff tariff = tariffs(origin, destination).get(service);
    if (tariff == null) {
      throw new IllegalArgumentException("service " + service + " was checked before");
    }
    return tariff;
  }

  private static Map<String, Tariff> tariffs(String origin, String destination) {
    return origin.equals(destination) && (origin.equals("US") || origin.equals("PR"))
        ? DOMESTIC
        : INTERNATIONAL;
  }
}
