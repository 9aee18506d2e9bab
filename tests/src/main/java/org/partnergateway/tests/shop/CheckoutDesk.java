package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.Simulator;

/**
 * The simulated shop's side of checkouts, as the canonical contract wants it of an internal
 * service: one key is one request, a hold stands until it is settled, and what isn't there is not
 * sold.
 */
public final class CheckoutDesk implements Simulator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TARGET =
      Pattern.compile("/checkouts(?:/(?<id>[^/]+)(?:/(?<action>complete|settlement|cancel))?)?");

  private final String token;
  private final Clock clock;
  private final Catalogue catalogue = new Catalogue();
  private final Map<String, Checkout> checkouts = new HashMap<>();
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, Long> effects = new TreeMap<>();
  private int orders = 1000;

  private record Kept(String request, SimulatedAnswer answer) {}

  /** What a request is refused with. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final @Nullable String pointer;

    Refusal(int status, String code, String detail, @Nullable String pointer) {
      super(detail);
      this.status = status;
      this.code = code;
      this.pointer = pointer;
    }
  }

  /**
   * @param token that the gateway shows
   */
  public CheckoutDesk(String token, Clock clock) {
    this.token = token;
    this.clock = clock;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public String partner() {
    return "shop";
  }

  @Override
  public synchronized Map<String, Long> effects() {
    return new TreeMap<>(effects);
  }

  @Override
  public synchronized SimulatedAnswer answer(SimulatedRequest request) {
    try {
      if (!("Bearer " + token).equals(request.header("authorization"))) {
        throw new Refusal(401, "authentication_required", "That is not the token.", null);
      }
      return request.method().equals("GET")
          ? json(200, find(target(request)).document())
          : once(request);
    } catch (Refusal refusal) {
      return problem(refusal);
    }
  }

  private static Matcher target(SimulatedRequest request) {
    Matcher target = TARGET.matcher(request.path());
    if (!target.matches()) {
      throw new Refusal(404, "not_found", "Nothing is at " + request.path(), null);
    }
    return target;
  }

  private Checkout find(Matcher target) {
    Checkout checkout = checkouts.get(String.valueOf(target.group("id")));
    if (checkout == null) {
      throw new Refusal(404, "not_found", "There is no such checkout.", null);
    }
    return checkout;
  }

  /** The same key is the same request, whatever came of it. */
  private SimulatedAnswer once(SimulatedRequest request) {
    String key = request.header("idempotency-key");
    if (key == null) {
      throw new Refusal(400, "idempotency_key_missing", "Send an Idempotency-Key.", null);
    }
    String asked = request.path() + "\n" + read(request);
    Kept before = kept.get(key);
    if (before != null) {
      if (!before.request().equals(asked)) {
        throw new Refusal(422, "idempotency_key_reused", "The key was used before.", null);
      }
      count("repeats");
      return before.answer();
    }
    SimulatedAnswer answer;
    try {
      answer = write(target(request), read(request));
    } catch (Refusal refusal) {
      answer = problem(refusal);
    }
    kept.put(key, new Kept(asked, answer));
    return answer;
  }

  private SimulatedAnswer write(Matcher target, JsonNode body) {
    if (target.group("id") == null) {
      return json(201, create(body));
    }
    Checkout checkout = find(target);
    String action = target.group("action");
    if (action == null) {
      return json(200, update(checkout, body));
    }
    return json(
        200,
        switch (action) {
          case "complete" -> complete(checkout, body);
          case "settlement" -> settle(checkout, body);
          default -> cancel(checkout);
        });
  }

  private ObjectNode create(JsonNode body) {
    String currency = body.path("currency").asText("USD");
    if (!Catalogue.sellsIn(currency)) {
      throw new Refusal(422, "unsupported", "Nothing is sold in " + currency + ".", "/currency");
    }
    Checkout checkout =
        new Checkout(
            "chk_" + UUID.randomUUID().toString().replace("-", ""),
            currency,
            clock.instant(),
            catalogue);
    change(checkout, body);
    checkouts.put(checkout.id, checkout);
    count("checkouts");
    return checkout.document();
  }

  private ObjectNode update(Checkout checkout, JsonNode body) {
    open(checkout);
    change(checkout, body);
    checkout.declined = false;
    count("updates");
    return checkout.document();
  }

  private static void change(Checkout checkout, JsonNode body) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    int at = 0;
    for (JsonNode item : body.path("line_items")) {
      String product = item.path("product_id").asText();
      if (Catalogue.find(product, checkout.currency) == null) {
        throw new Refusal(
            422, "not_found", "There is no product " + product + ".", "/line_items/" + at);
      }
      lines.merge(product, item.path("quantity").asInt(), Integer::sum);
      at++;
    }
    for (JsonNode selected : body.path("selected_options")) {
      if (!Checkout.knows(selected.path("option_id").asText())) {
        throw new Refusal(422, "invalid", "There is no such option.", "/selected_options/0");
      }
    }
    if (!lines.isEmpty()) {
      checkout.lines.clear();
      checkout.lines.putAll(lines);
    }
    if (body.has("buyer")) {
      checkout.buyer = body.get("buyer");
    }
    if (body.has("ship_to")) {
      checkout.shipTo = body.get("ship_to");
    }
    if (body.path("selected_options").size() > 0) {
      checkout.option = body.path("selected_options").get(0).path("option_id").asText();
    }
  }

  private ObjectNode complete(Checkout checkout, JsonNode body) {
    open(checkout);
    checkout.declined = false;
    if (body.has("buyer")) {
      checkout.buyer = body.get("buyer");
    }
    if (checkout.isReady()) {
      checkout.lines.forEach(catalogue::take);
      checkout.held = true;
      checkout.orderNumber = Integer.toString(++orders);
      count("holds");
    }
    return checkout.document();
  }

  private ObjectNode settle(Checkout checkout, JsonNode body) {
    if (!checkout.held) {
      throw new Refusal(409, "closed", "It isn't held.", null);
    }
    checkout.held = false;
    if (body.path("outcome").asText().equals("paid")) {
      checkout.end = "completed";
      checkout.orderId = body.path("order_id").asText();
      count("completions");
    } else {
      checkout.lines.forEach((product, quantity) -> catalogue.take(product, -quantity));
      checkout.orderNumber = null;
      checkout.declined = body.path("outcome").asText().equals("declined");
      count("releases");
    }
    return checkout.document();
  }

  private ObjectNode cancel(Checkout checkout) {
    open(checkout);
    checkout.end = "canceled";
    count("cancellations");
    return checkout.document();
  }

  private static void open(Checkout checkout) {
    if (checkout.isClosed()) {
      throw new Refusal(409, "closed", "It is " + checkout.end + ".", null);
    }
    if (checkout.held) {
      throw new Refusal(409, "held", "It is being paid.", null);
    }
  }

  private void count(String effect) {
    effects.merge(effect, 1L, Long::sum);
  }

  private static JsonNode read(SimulatedRequest request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimulatedAnswer problem(Refusal refusal) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "about:blank").put("title", "The shop says no");
    problem.put("status", refusal.status).put("code", refusal.code);
    problem.put("detail", refusal.getMessage());
    if (refusal.pointer != null) {
      problem
          .putArray("errors")
          .addObject()
          .put("pointer", refusal.pointer)
          .put("detail", refusal.getMessage());
    }
    return answer(refusal.status, "application/problem+json", problem);
  }

  private static SimulatedAnswer json(int status, JsonNode body) {
    return answer(status, "application/json", body);
  }

  private static SimulatedAnswer answer(int status, String mediaType, JsonNode body) {
    try {
      return new SimulatedAnswer(
          status, Map.of("Content-Type", mediaType), JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
