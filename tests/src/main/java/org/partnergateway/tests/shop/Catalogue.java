package org.partnergateway.tests.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the simulated shop sells, and how much of it there is. */
public final class Catalogue {
  private static final int PLENTY = 1_000_000;

  /** Prices in minor units. */
  private static final Map<String, Map<String, Long>> PRICES =
      Map.of(
          "mug", Map.of("USD", 1200L, "JPY", 1800L, "KWD", 3690L),
          "pot", Map.of("USD", 3000L, "JPY", 4500L, "KWD", 9230L),
          "print", Map.of("USD", 4500L, "JPY", 6800L, "KWD", 13850L));

  private static final Map<String, String> TITLES =
      Map.of("mug", "Mug", "pot", "Teapot", "print", "Signed print");

  private final Map<String, Integer> stock = new ConcurrentHashMap<>();

  /** A product as it is sold. */
  record Product(String id, String title, long price) {}

  Catalogue() {
    PRICES.keySet().forEach(id -> stock.put(id, PLENTY));
  }

  /** Null when there is no such product, or none in that currency. */
  static @Nullable Product find(String id, String currency) {
    Long price = PRICES.getOrDefault(id, Map.of()).get(currency);
    return price == null ? null : new Product(id, TITLES.getOrDefault(id, id), price);
  }

  static boolean sellsIn(String currency) {
    return PRICES.values().iterator().next().containsKey(currency);
  }

  /** From now on there is so much of it. */
  public void stock(String id, int quantity) {
    stock.put(id, quantity);
  }

  int left(String id) {
    return stock.getOrDefault(id, 0);
  }

  void take(String id, int quantity) {
    stock.merge(id, -quantity, Integer::sum);
  }
}
