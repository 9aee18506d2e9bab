package org.partnergateway.routes.ledger;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every kind of document that the ledger holds: the one list of them. */
public enum DocumentKind {
  ORDER("orders", "ord", "line", true, true),
  PAYMENT("payments", "pay", null, false, true),
  REFUND("refunds", "ref", null, false, true),
  SHIPMENT("shipments", "shp", null, false, true),
  PICKUP("pickups", "pck", null, false, false),
  MANIFEST("manifests", "man", null, false, false),
  RETURN("returns", "ret", "return", true, true),
  INVENTORY_LEVEL("inventory-levels", "inv", null, false, false),
  SETTLEMENT("settlements", "set", null, true, true);

  private final String plural;
  private final String idPrefix;
  private final @Nullable String lineStatuses;
  private final boolean begunByNews;
  private final boolean referred;

  DocumentKind(
      String plural,
      String idPrefix,
      @Nullable String lineStatuses,
      boolean begunByNews,
      boolean referred) {
    this.plural = plural;
    this.idPrefix = idPrefix;
    this.lineStatuses = lineStatuses;
    this.begunByNews = begunByNews;
    this.referred = referred;
  }

  /** The kind of that word, or null when there is none. */
  public static @Nullable DocumentKind find(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  /**
   * The kind of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static DocumentKind of(String word) {
    DocumentKind kind = find(word);
    if (kind == null) {
      throw new IllegalArgumentException("the ledger holds no '%s'".formatted(word));
    }
    return kind;
  }

  /** As mappings, schemas and the store call it, such as {@code inventory_level}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As the API's operations call it, such as {@code InventoryLevel}. */
  public String title() {
    StringBuilder title = new StringBuilder();
    for (String part : word().split("_")) {
      title.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return title.toString();
  }

  /** Its folder in the API, such as {@code inventory-levels}. */
  public String plural() {
    return plural;
  }

  /** What its ids begin with. */
  public String idPrefix() {
    return idPrefix;
  }

  /** By which statuses its {@code line_items} are merged, one by one; null when they are not. */
  @Nullable String lineStatuses() {
    return lineStatuses;
  }

  /** Whether a partner's message may begin one, rather than only change it. */
  boolean isBegunByNews() {
    return begunByNews;
  }

  /**
   * Whether partners' messages may be about one, so that it is found by what they call it. What no
   * message is about may share its partner's number with others, such as a pickup with one of
   * another day.
   */
  boolean isReferred() {
    return referred;
  }
}
