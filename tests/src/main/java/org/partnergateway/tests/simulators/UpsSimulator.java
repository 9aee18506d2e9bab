package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UPS's tokens, rates, shipments, voids, labels, pickups, tracking and track alerts, stateful, 20
 * calls a second and 40 at once. Tracking numbers have their check digit. No idempotency: two equal
 * bookings are two shipments. A US parcel to postal code 00000 is refused because there is no such
 * address, one by a service that does not go there because it does not.
 */
public final class UpsSimulator implements Simulator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TARGET =
      Pattern.compile(
          "/api/(?:(?<rate>rating/v\\d+/(?<option>\\w+))|(?<ship>shipments/v\\d+/ship)"
              + "|shipments/v\\d+/void/cancel/(?<void>\\w+)|(?<label>labels/v\\d+/recovery)"
              + "|(?<pickup>pickupcreation/v\\d+/pickup)|shipments/v\\d+/pickup/(?<by>\\w+)"
              + "|track/v1/details/(?<track>\\w+)"
              + "|(?<subscribe>track/v1/subscription/standard/package))");

  private final RateLimitMeter meter;
  private final UpsTokens tokens;
  private final UpsShipments shipments;
  private final UpsPickups pickups;
  private final UpsJourneys journeys;
  private final UpsAlerts alerts;
  private final InstantSource clock;
  private final Map<String, Long> effects = new ConcurrentHashMap<>();

  /**
   * @param trackingStep how long a parcel takes from one scan to the next
   */
  public UpsSimulator(
      WebhookSender sender,
      String clientId,
      String clientSecret,
      InstantSource clock,
      Duration trackingStep) {
    this(sender, clientId, clientSecret, clock, trackingStep, EffectListener.none());
  }

  /** The same, for somebody who wants to know of each effect. */
  public UpsSimulator(
      WebhookSender sender,
      String clientId,
      String clientSecret,
      InstantSource clock,
      Duration trackingStep,
      EffectListener listener) {
    this.clock = clock;
    this.meter = new RateLimitMeter(clock, 20, Duration.ofSeconds(1), 40);
    this.tokens = new UpsTokens(clientId, clientSecret, clock);
    this.shipments = new UpsShipments(clock, effects, listener);
    this.pickups = new UpsPickups(clock, effects, listener);
    this.journeys = new UpsJourneys(trackingStep);
    this.alerts = new UpsAlerts(sender, shipments, journeys, clock, effects);
    for (String effect :
        new String[] {"shipments", "voids", "subscriptions", "pickups", "pickup-cancellations"}) {
      effects.put(effect, 0L);
    }
  }

  @Override
  public String partner() {
    return "ups";
  }

  @Override
  public Map<String, Long> effects() {
    return Map.copyOf(effects);
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    try {
      if (request.path().equals("/security/v1/oauth/token")) {
        method(request, "POST");
        return json(200, tokens.issue(request));
      }
      Matcher target = TARGET.matcher(request.path());
      if (!target.matches()) {
        throw new UpsProblem(404, "404", "The requested resource was not found.");
      }
      tokens.require(request.header("authorization"));
      if (!meter.admit()) {
        throw new UpsProblem(429, "10429", "Too Many Requests");
      }
      return json(200, call(request, target));
    } catch (UpsProblem problem) {
      return json(problem.status, error(problem));
    }
  }

  private ObjectNode call(SimulatedRequest request, Matcher target) {
    if (target.group("void") != null) {
      method(request, "DELETE");
      return shipments.cancel(target.group("void"));
    }
    if (target.group("by") != null) {
      method(request, "DELETE");
      return pickups.cancel(target.group("by"), request.header("prn"));
    }
    if (target.group("track") != null) {
      method(request, "GET");
      transaction(request, "TV0001", "TV0002");
      return track(target.group("track"));
    }
    method(request, "POST");
    JsonNode body = body(request);
    if (target.group("rate") != null) {
      return UpsRating.rate(target.group("option"), body);
    }
    if (target.group("ship") != null) {
      return shipments.book(body);
    }
    if (target.group("label") != null) {
      return shipments.labels(body);
    }
    if (target.group("pickup") != null) {
      return pickups.create(body);
    }
    transaction(request, "VSS002", "VSS004");
    return alerts.subscribe(body);
  }

  /** Newest first, and only what has happened by now. */
  private ObjectNode track(String number) {
    UpsShipment shipment = shipments.find(number);
    if (shipment == null) {
      throw new UpsProblem(404, "TW0001", "Tracking Information Not Found");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode found = answer.putObject("trackResponse").putArray("shipment").addObject();
    ObjectNode parcel = found.put("inquiryNumber", number).putArray("package").addObject();
    ArrayNode activities = parcel.put("trackingNumber", number).putArray("activity");
    for (UpsScan scan : journeys.scans(shipment).reversed()) {
      if (!scan.at().isAfter(clock.instant())) {
        activities.add(scan.activity());
      }
    }
    return answer;
  }

  private static void method(SimulatedRequest request, String method) {
    if (!request.method().equals(method)) {
      throw new UpsProblem(405, "405", "Method Not Allowed.");
    }
  }

  private static void transaction(SimulatedRequest request, String idCode, String sourceCode) {
    String id = request.header("transid");
    if (id == null || id.length() > 32) {
      throw UpsProblem.invalid(idCode, "Missing transId");
    }
    if (request.header("transactionsrc") == null) {
      throw UpsProblem.invalid(sourceCode, "Missing transactionSrc");
    }
  }

  private static JsonNode body(SimulatedRequest request) {
    String type = request.header("content-type");
    if (type == null || !type.startsWith("application/json")) {
      throw UpsProblem.invalid("10007", "Requested Content Type is not supported");
    }
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw UpsProblem.invalid("10001", "The document is not well formed");
    }
  }

  private static ObjectNode error(UpsProblem problem) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("response")
        .putArray("errors")
        .addObject()
        .put("code", problem.code)
        .put("message", problem.message());
    return body;
  }

  private static SimulatedAnswer json(int status, JsonNode body) {
    return new SimulatedAnswer(
        status, Map.of("Content-Type", "application/json"), body.toString().getBytes(UTF_8));
  }
}
