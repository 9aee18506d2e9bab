package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search for orders, by creation or by change, page by page. A page's token names the place
 * where the page ended, so that orders that change meanwhile are met again rather than missed.
 */
final class AmazonOrderSearch {
  private static final Duration TOKEN_LIFE = Duration.ofHours(24);
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private final SimulatedRequest request;
  private final Instant now;
  private final String axis;
  private final Instant after;
  private final Instant before;
  private final int pageSize;
  private final AmazonIncludedData includedData;

  /** Reads the parameters and refuses what the marketplace refuses. */
  AmazonOrderSearch(SimulatedRequest request, Instant now) {
    this.request = request;
    this.now = now;
    Instant created = time("createdAfter");
    Instant updated = time("lastUpdatedAfter");
    if ((created == null) == (updated == null)) {
      throw AmazonRefusal.invalid("Give exactly one of createdAfter and lastUpdatedAfter.");
    }
    this.axis = created == null ? "lastUpdated" : "created";
    this.after = created == null ? Objects.requireNonNull(updated) : created;
    if (request.query().containsKey(created == null ? "createdBefore" : "lastUpdatedBefore")) {
      throw AmazonRefusal.invalid("Times of creation and of change do not go together.");
    }
    Instant upTo = time(axis + "Before");
    if (upTo != null && (upTo.isBefore(after) || upTo.isAfter(now.minus(SETTLED)))) {
      throw AmazonRefusal.invalid(
          axis + "Before must follow " + axis + "After and lie two minutes back.");
    }
    this.before = upTo == null ? now : upTo;
    this.pageSize = pageSize();
    this.includedData = AmazonIncludedData.of(request);
  }

  /** Answers the page of these orders that is asked for. */
  ObjectNode answer(List<ObjectNode> orders) {
    Place from = place();
    List<ObjectNode> rest =
        orders.stream()
            .filter(this::wanted)
            .filter(order -> from == null || from.isBefore(Place.of(order, axis)))
            .sorted(Comparator.comparing(order -> Place.of(order, axis)))
            .toList();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode page = answer.putArray("orders");
    rest.stream().limit(pageSize).map(includedData::of).forEach(page::add);
    if (rest.size() > pageSize) {
      Place last = Place.of(rest.get(pageSize - 1), axis);
      answer.putObject("pagination").put("nextToken", token(last));
    }
    return answer.put(axis + "Before", before.toString());
  }

  private boolean wanted(JsonNode order) {
    Instant time = Place.of(order, axis).time();
    return !time.isBefore(after)
        && !time.isAfter(before)
        && oneOf("marketplaceIds").test(order.at("/salesChannel/marketplaceId").asText())
        && oneOf("fulfilledBy").test(order.at("/fulfillment/fulfilledBy").asText())
        && oneOf("fulfillmentStatuses").test(order.at("/fulfillment/fulfillmentStatus").asText());
  }

  private Predicate<String> oneOf(String parameter) {
    List<String> values = AmazonIncludedData.list(request, parameter);
    return value -> values.isEmpty() || values.contains(value);
  }

  private int pageSize() {
    String size = request.queryParameter("maxResultsPerPage");
    if (size == null) {
      return 100;
    }
    if (!size.matches("[1-9][0-9]?|100")) {
      throw AmazonRefusal.invalid("maxResultsPerPage must be a number from 1 to 100.");
    }
    return Integer.parseInt(size);
  }

  private @Nullable Instant time(String parameter) {
    String value = request.queryParameter(parameter);
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw AmazonRefusal.invalid(parameter + " must be a date and time of ISO 8601.");
    }
  }

  /** All that must stay the same from page to page. */
  private String fixed() {
    return List.of("marketplaceIds", "fulfilledBy", "fulfillmentStatuses").stream()
        .map(name -> name + AmazonIncludedData.list(request, name))
        .reduce(axis + after, String::concat);
  }

  private String token(Place place) {
    String text = "%s %d %s %s".formatted(place.time, now.toEpochMilli(), place.orderId, fixed());
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable Place place() {
    String token = request.queryParameter("paginationToken");
    if (token == null) {
      return null;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(token);
      String[] parts = new String(text, StandardCharsets.UTF_8).split(" ", 4);
      boolean live = now.isBefore(Instant.ofEpochMilli(Long.parseLong(parts[1])).plus(TOKEN_LIFE));
      if (live && parts[3].equals(fixed())) {
        return new Place(Instant.parse(parts[0]), parts[2]);
      }
    } catch (RuntimeException e) {
      throw AmazonRefusal.invalid("paginationToken is not one of ours.");
    }
    throw AmazonRefusal.invalid("paginationToken is too old, or other parameters have changed.");
  }

  private record Place(Instant time, String orderId) implements Comparable<Place> {
    static Place of(JsonNode order, String axis) {
      return new Place(
          Instant.parse(order.path(axis + "Time").asText()), order.path("orderId").asText());
    }

    boolean isBefore(Place other) {
      return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::time).thenComparing(Place::orderId).compare(this, other);
    }
  }
}
