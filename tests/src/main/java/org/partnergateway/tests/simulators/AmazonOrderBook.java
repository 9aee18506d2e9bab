package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The orders that buyers have placed at the simulated marketplace. They take turns through the
 * models in {@code amazon-orders.json}, so they vary in currency, script and number of lines, and
 * always in the same order; their ids begin with the time at which the book was opened, so that two
 * books opened a second apart share none. Safe for concurrent use.
 */
public final class AmazonOrderBook {
  private static final Duration SHIP_WITHIN = Duration.ofDays(2);
  private static final Duration DELIVER_WITHIN = Duration.ofDays(6);

  private final InstantSource clock;
  private final JsonNode models = readModels();
  private final long opened;
  private final Map<String, ObjectNode> orders = new LinkedHashMap<>();

  public AmazonOrderBook(InstantSource clock) {
    this.clock = clock;
    this.opened = clock.instant().getEpochSecond();
  }

  /** Adds orders that were placed a minute apart, the last of them now; answers their ids. */
  public synchronized List<String> seed(int count) {
    List<String> ids = new ArrayList<>();
    for (int ago = count - 1; ago >= 0; ago--) {
      ids.add(placeAt(now().minus(Duration.ofMinutes(ago))));
    }
    return List.copyOf(ids);
  }

  /** A buyer places the next order, now; answers its id. */
  public synchronized String place() {
    return placeAt(now());
  }

  /** How many orders there are. */
  public synchronized int size() {
    return orders.size();
  }

  /** A copy of one order with all its data. */
  public synchronized @Nullable ObjectNode find(String orderId) {
    ObjectNode order = orders.get(orderId);
    return order == null ? null : order.deepCopy();
  }

  /** Copies of all orders with all their data. */
  synchronized List<ObjectNode> all() {
    return orders.values().stream().map(ObjectNode::deepCopy).toList();
  }

  /** Records a package of an order; answers whether anything changed. */
  synchronized boolean confirm(String orderId, AmazonConfirmation confirmation) {
    ObjectNode order = orders.get(orderId);
    if (order == null) {
      throw AmazonRefusal.notFound("There is no order " + orderId + ".");
    }
    ObjectNode changed = order.deepCopy();
    if (!confirmation.applyTo(changed)) {
      return false;
    }
    changed.put("lastUpdatedTime", now().toString());
    orders.put(orderId, changed);
    return true;
  }

  private String placeAt(Instant time) {
    int number = orders.size();
    ObjectNode order = models.get(number % models.size()).deepCopy();
    String id = String.format(Locale.ROOT, "902-%07d-%07d", opened % 10_000_000, number + 1);
    order.put("orderId", id);
    order.put("createdTime", time.toString());
    order.put("lastUpdatedTime", time.toString());
    int line = 0;
    for (JsonNode item : order.path("orderItems")) {
      String itemId = String.format(Locale.ROOT, "%d%06d%d", opened, number + 1, line++);
      ((ObjectNode) item).put("orderItemId", itemId);
    }
    ObjectNode fulfillment = order.withObject("/fulfillment");
    window(fulfillment.putObject("shipByWindow"), time, SHIP_WITHIN);
    window(fulfillment.putObject("deliverByWindow"), time.plus(SHIP_WITHIN), DELIVER_WITHIN);
    orders.put(id, order);
    return id;
  }

  private static void window(ObjectNode window, Instant from, Duration length) {
    window.put("earliestDateTime", from.truncatedTo(ChronoUnit.SECONDS).toString());
    window.put("latestDateTime", from.plus(length).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The stock keeping units that buyers order. */
  Set<String> skus() {
    Set<String> skus = new TreeSet<>();
    for (JsonNode model : models) {
      model.path("orderItems").forEach(item -> skus.add(item.at("/product/sellerSku").asText()));
    }
    return skus;
  }

  private static JsonNode readModels() {
    try (InputStream models = AmazonOrderBook.class.getResourceAsStream("amazon-orders.json")) {
      return new ObjectMapper()
          .readTree(Objects.requireNonNull(models, "amazon-orders.json beside this class"));
    } catch (IOException e) {
      throw new UncheckedIOException("amazon-orders.json cannot be read", e);
    }
  }
}
