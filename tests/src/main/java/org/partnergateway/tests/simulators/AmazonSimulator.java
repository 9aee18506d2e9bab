package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The marketplace: gives tokens, lists the orders of its {@link AmazonOrderBook}, takes
 * confirmations of shipment, and figures of stock for its {@link AmazonListings}, also as {@link
 * AmazonFeeds}. Keeps to its rates, an hour's life of a token, and 24 hours' life of a page token.
 * Listing is up to date at once, where the real one may lag by minutes.
 */
public final class AmazonSimulator implements Simulator {
  private static final Pattern ORDER = Pattern.compile("/orders/2026-01-01/orders/([^/]+)");
  private static final Pattern CONFIRMATION =
      Pattern.compile("/orders/v0/orders/([^/]+)/shipmentConfirmation");
  private static final Pattern LISTING = Pattern.compile("/listings/2021-08-01/items/([^/]+)/(.+)");
  private static final Pattern DOCUMENT = Pattern.compile("/feeds/2021-06-30/documents/([^/]+)");
  private static final Pattern FEED = Pattern.compile("/feeds/2021-06-30/feeds/([^/]+)");
  private static final Pattern ORDER_ID = Pattern.compile("[A-Z0-9]{3}-[0-9]{7}-[0-9]{7}");

  /** The seller's id. */
  public static final String SELLER = AmazonListings.SELLER;

  private final InstantSource clock;
  private final AmazonTokens tokens;
  private final AmazonOrderBook orders;
  private final AmazonListings listings;
  private final AmazonFeeds feeds;
  private final AmazonRates rates;
  private final RateLimitMeter searches;
  private final RateLimitMeter lookUps;
  private final RateLimitMeter confirms;
  private final RateLimitMeter patches;
  private final RateLimitMeter newDocuments;
  private final RateLimitMeter newFeeds;
  private final RateLimitMeter feedLooks;
  private final RateLimitMeter documentLooks;
  private final AtomicLong confirmations = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final AtomicLong stocks = new AtomicLong();

  /** With the published rates. */
  public AmazonSimulator(
      String clientId, String clientSecret, String refreshToken, InstantSource clock) {
    this(clientId, clientSecret, refreshToken, clock, AmazonRates.published());
  }

  /** With the rates that this account was granted. */
  public AmazonSimulator(
      String clientId,
      String clientSecret,
      String refreshToken,
      InstantSource clock,
      AmazonRates rates) {
    this.clock = clock;
    this.tokens = new AmazonTokens(clientId, clientSecret, refreshToken, clock);
    this.orders = new AmazonOrderBook(clock);
    this.listings = new AmazonListings(orders.skus());
    this.feeds = new AmazonFeeds(clock, listings);
    this.rates = rates;
    this.searches = rates.searchOrders().meter(clock);
    this.lookUps = rates.getOrder().meter(clock);
    this.confirms = rates.confirmShipment().meter(clock);
    this.patches = rates.patchListing().meter(clock);
    this.newDocuments = rates.feeds().createDocument().meter(clock);
    this.newFeeds = rates.feeds().create().meter(clock);
    this.feedLooks = rates.feeds().get().meter(clock);
    this.documentLooks = rates.feeds().getDocument().meter(clock);
  }

  /** How many units a listing has, as it was told last; null before that. */
  public @Nullable JsonNode stock(String marketplace, String sku) {
    return listings.stock(marketplace, sku);
  }

  /** How long feeds wait, and are worked on, from now on. */
  public void feedsTake(Duration waiting, Duration working) {
    feeds.takesFor(waiting, working);
  }

  /**
   * How feeds end from now on.
   *
   * @param how given a feed's id and content; DONE, CANCELLED or FATAL. Null for DONE
   */
  public void feedsEnd(@Nullable BiFunction<String, JsonNode, String> how) {
    feeds.ends(how);
  }

  /** Where buyers place their orders. */
  public AmazonOrderBook orders() {
    return orders;
  }

  @Override
  public String partner() {
    return "amazon";
  }

  /**
   * {@code tokens} given, {@code confirmations} that changed an order, {@code confirmation_repeats}
   * that told nothing new, {@code stocks} that changed a listing, by whatever way, and {@code
   * feeds} that were processed.
   */
  @Override
  public Map<String, Long> effects() {
    return Map.of(
        "tokens", tokens.given(),
        "confirmations", confirmations.get(),
        "confirmation_repeats", repeats.get(),
        "stocks", stocks.get() + feeds.changes(),
        "feeds", feeds.processed());
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    if (request.path().equals("/auth/o2/token")) {
      return tokens.answer(request);
    }
    Matcher order = ORDER.matcher(request.path());
    Matcher confirmation = CONFIRMATION.matcher(request.path());
    if (request.method().equals("GET") && request.path().equals("/orders/2026-01-01/orders")) {
      return metered(request, rates.searchOrders(), searches, () -> search(request));
    }
    if (request.method().equals("GET") && order.matches()) {
      return metered(request, rates.getOrder(), lookUps, () -> find(request, order.group(1)));
    }
    if (request.method().equals("POST") && confirmation.matches()) {
      return metered(
          request,
          rates.confirmShipment(),
          confirms,
          () -> confirm(confirmation.group(1), request.body()));
    }
    Matcher listing = LISTING.matcher(request.path());
    if (request.method().equals("PATCH") && listing.matches()) {
      return metered(request, rates.patchListing(), patches, () -> patch(listing, request));
    }
    return ofFeeds(request);
  }

  private SimulatedAnswer ofFeeds(SimulatedRequest request) {
    if (request.path().startsWith(AmazonFeeds.STORAGE)) {
      return feeds.storage(request, request.path().substring(AmazonFeeds.STORAGE.length()));
    }
    Matcher document = DOCUMENT.matcher(request.path());
    Matcher feed = FEED.matcher(request.path());
    String what = request.method() + " " + request.path();
    AmazonRates.Feeds granted = rates.feeds();
    if (what.equals("POST /feeds/2021-06-30/documents")) {
      return metered(
          request, granted.createDocument(), newDocuments, () -> feeds.createDocument(request));
    }
    if (what.equals("POST /feeds/2021-06-30/feeds")) {
      return metered(request, granted.create(), newFeeds, () -> feeds.create(request));
    }
    if (request.method().equals("GET") && document.matches()) {
      return metered(
          request,
          granted.getDocument(),
          documentLooks,
          () -> feeds.document(request, document.group(1)));
    }
    if (request.method().equals("GET") && feed.matches()) {
      return metered(request, granted.get(), feedLooks, () -> feeds.feed(feed.group(1)));
    }
    return AmazonAnswers.refused(
        AmazonRefusal.notFound("Nothing answers %s here.".formatted(request.method())));
  }

  private SimulatedAnswer metered(
      SimulatedRequest request,
      AmazonRates.Rate rate,
      RateLimitMeter meter,
      Supplier<SimulatedAnswer> action) {
    try {
      tokens.check(request.header("x-amz-access-token"));
    } catch (AmazonRefusal refusal) {
      return AmazonAnswers.refused(refusal);
    }
    try {
      if (!meter.admit()) {
        throw AmazonRefusal.quotaExceeded();
      }
      return AmazonAnswers.withRate(action.get(), rate);
    } catch (AmazonRefusal refusal) {
      return AmazonAnswers.withRate(AmazonAnswers.refused(refusal), rate);
    }
  }

  private SimulatedAnswer search(SimulatedRequest request) {
    AmazonOrderSearch search = new AmazonOrderSearch(request, clock.instant());
    return AmazonAnswers.json(200, search.answer(orders.all()));
  }

  private SimulatedAnswer find(SimulatedRequest request, String orderId) {
    AmazonIncludedData includedData = AmazonIncludedData.of(request);
    ObjectNode order = orders.find(checked(orderId));
    if (order == null) {
      throw AmazonRefusal.notFound("There is no order " + orderId + ".");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("order", includedData.of(order));
    return AmazonAnswers.json(200, answer);
  }

  private SimulatedAnswer confirm(String orderId, byte[] body) {
    AmazonConfirmation confirmation = AmazonConfirmation.read(body);
    boolean changed = orders.confirm(checked(orderId), confirmation);
    (changed ? confirmations : repeats).incrementAndGet();
    return AmazonAnswers.empty(204);
  }

  private SimulatedAnswer patch(Matcher listing, SimulatedRequest request) {
    AmazonListings.Patched patched = listings.patch(listing.group(1), listing.group(2), request);
    if (patched.changed()) {
      stocks.incrementAndGet();
    }
    return AmazonAnswers.json(200, patched.answer());
  }

  private static String checked(String orderId) {
    if (!ORDER_ID.matcher(orderId).matches()) {
      throw AmazonRefusal.invalid("An order id has 3, 7 and 7 digits.");
    }
    return orderId;
  }
}
