package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's payment intents and refunds, stateful, with its idempotency keys, limits (25 a second
 * and endpoint, 100 a second in all), test payment methods and signed webhooks. Takes any secret
 * key that starts with {@code sk_test_}.
 */
public final class StripeSimulator implements Simulator {
  /** The version of Stripe's API that this is. */
  public static final String API_VERSION = "2023-08-16";

  private static final Pattern TARGET =
      Pattern.compile(
          "/v1/(?<resource>payment_intents|refunds)(?:/(?<id>[A-Za-z0-9_]+)(?:/(?<action>capture|cancel))?)?");
  private static final Pattern KEY = Pattern.compile("Bearer (sk|rk)_test_[A-Za-z0-9_]+");

  private final InstantSource clock;
  private final Map<String, Long> effects = new ConcurrentHashMap<>();
  private final Map<String, RateLimitMeter> endpoints = new ConcurrentHashMap<>();
  private final RateLimitMeter account;
  private final StripeIdempotency idempotency;
  private final StripePayments payments;
  private final StripeRefunds refunds;

  /**
   * @param webhookUrl where events go
   * @param webhookSecret what they are signed with, {@code whsec_…}
   */
  public StripeSimulator(
      WebhookSender sender, String webhookUrl, String webhookSecret, InstantSource clock) {
    this(sender, webhookUrl, webhookSecret, clock, EffectListener.none());
  }

  /** The same, for somebody who wants to know of each effect. */
  public StripeSimulator(
      WebhookSender sender,
      String webhookUrl,
      String webhookSecret,
      InstantSource clock,
      EffectListener listener) {
    this.clock = clock;
    this.account = new RateLimitMeter(clock, 100, Duration.ofSeconds(1), 100);
    this.idempotency = new StripeIdempotency(clock);
    StripeEvents events = new StripeEvents(sender, webhookUrl, webhookSecret, clock);
    this.payments = new StripePayments(events, clock, effects, listener);
    this.refunds = new StripeRefunds(payments, events, clock, effects, listener);
    for (String effect : new String[] {"authorizations", "captures", "cancellations", "refunds"}) {
      effects.put(effect, 0L);
    }
  }

  @Override
  public String partner() {
    return "stripe";
  }

  @Override
  public Map<String, Long> effects() {
    return Map.copyOf(effects);
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    try {
      checkKey(request);
      Matcher target = TARGET.matcher(request.path());
      String endpoint = endpoint(request, target);
      checkLimits(endpoint);
      checkVersion(request);
      String key = request.header("idempotency-key");
      if (request.method().equals("GET")) {
        return ok(retrieve(target));
      }
      StripeForm form = form(request);
      Supplier<SimulatedAnswer> work = () -> ok(write(target, form, key));
      return key == null ? work.get() : idempotency.once(key, request.path() + form.fields(), work);
    } catch (StripeProblem problem) {
      return answer(problem);
    }
  }

  private static void checkKey(SimulatedRequest request) {
    String authorization = request.header("authorization");
    if (authorization == null) {
      throw StripeProblem.refused(
          401, "", "No API key given. Send it as Authorization: Bearer YOUR_SECRET_KEY.");
    }
    if (!KEY.matcher(authorization).matches()) {
      throw StripeProblem.refused(401, "", "Invalid API Key provided.");
    }
  }

  /** The operation's name, in which the id stands as {@code :id}. */
  private static String endpoint(SimulatedRequest request, Matcher target) {
    String endpoint = request.method() + " " + request.path();
    if (target.matches()) {
      String id = target.group("id");
      endpoint = id == null ? endpoint : endpoint.replace(id, ":id");
      switch (endpoint) {
        case "POST /v1/payment_intents",
            "GET /v1/payment_intents/:id",
            "POST /v1/payment_intents/:id/capture",
            "POST /v1/payment_intents/:id/cancel",
            "POST /v1/refunds",
            "GET /v1/refunds/:id" -> {
          return endpoint;
        }
        default -> {}
      }
    }
    throw StripeProblem.refused(
        404, "", "Unrecognized request URL (%s: %s).".formatted(request.method(), request.path()));
  }

  private void checkLimits(String endpoint) {
    RateLimitMeter meter =
        endpoints.computeIfAbsent(
            endpoint, name -> new RateLimitMeter(clock, 25, Duration.ofSeconds(1), 25));
    if (!meter.admit() || !account.admit()) {
      throw StripeProblem.refused(
          429, "rate_limit", "Too many requests to %s in a short time.".formatted(endpoint));
    }
  }

  private static void checkVersion(SimulatedRequest request) {
    String version = request.header("stripe-version");
    if (version != null && !version.equals(API_VERSION)) {
      throw StripeProblem.refused(
          400, "", "Invalid Stripe API version: %s. Here is %s.".formatted(version, API_VERSION));
    }
  }

  private static StripeForm form(SimulatedRequest request) {
    String type = request.header("content-type");
    if (request.body().length > 0
        && (type == null || !type.startsWith("application/x-www-form-urlencoded"))) {
      throw StripeProblem.refused(
          400, "", "Send parameters as application/x-www-form-urlencoded, not as " + type + ".");
    }
    return StripeForm.parse(request.body());
  }

  private ObjectNode write(Matcher target, StripeForm form, @Nullable String key) {
    if (target.group("resource").equals("refunds")) {
      return refunds.create(form, key);
    }
    String id = target.group("id");
    if (id == null) {
      return payments.create(form, key);
    }
    return target.group("action").equals("capture")
        ? payments.capture(id, form, key)
        : payments.cancel(id, form, key);
  }

  private ObjectNode retrieve(Matcher target) {
    String id = target.group("id");
    return target.group("resource").equals("refunds")
        ? refunds.retrieve(id)
        : payments.retrieve(id);
  }

  private static SimulatedAnswer ok(JsonNode body) {
    return json(200, body);
  }

  /** The problem as Stripe answers it. */
  static SimulatedAnswer answer(StripeProblem problem) {
    return json(
        problem.status,
        JsonNodeFactory.instance.objectNode().set("error", problem.error.deepCopy()));
  }

  private static SimulatedAnswer json(int status, JsonNode body) {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Request-Id",
            StripeIds.next("req_"),
            "Stripe-Version",
            API_VERSION);
    return new SimulatedAnswer(status, headers, body.toString().getBytes(UTF_8));
  }
}
