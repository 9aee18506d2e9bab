package org.partnergateway.routes.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Breaker;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.config.GatewayProperties.Provider;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.Failover;
import org.partnergateway.routes.operations.OpenChoice;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.operations.Operation;

/**
 * Chooses the provider of a payment, and the next one. What may be charged where is settled when
 * the payment is accepted; later only who of these is asked.
 */
public final class ProviderByPriority implements OpenChoice, Failover {
  private static final String AUTHORIZE = "authorize-payment";
  private static final String METHOD = "payment_method";
  private static final String METHODS = "payment_methods";
  private static final String PARTNER = "partner";
  private static final String PROVIDERS = "providers";
  private static final String CHOICE = "choice";
  private static final String NOTES = "notes";

  private final ProviderOrder order;
  private final PartnerRegistry partners;
  private final PolicyRegistry policies;
  private final InstantSource clock;

  public ProviderByPriority(
      List<Provider> providers,
      PartnerRegistry partners,
      PolicyRegistry policies,
      InstantSource clock) {
    this.order = new ProviderOrder(providers);
    this.partners = partners;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public boolean isOpen(CanonicalOperation operation, ObjectNode body) {
    return operation.name().equals(AUTHORIZE)
        && !body.has(PARTNER)
        && (body.has(METHODS) || !order.isEmpty());
  }

  @Override
  public Settled settle(
      CanonicalOperation operation, ObjectNode body, Context context, Duration wait) {
    Map<String, JsonNode> methods = methods(body);
    List<String> usable = methods.keySet().stream().filter(partner -> may(partner)).toList();
    if (usable.isEmpty()) {
      throw Problem.of(
              ProblemType.NOTHING_SUITABLE,
              "Nothing was sent: none of the providers %s is among those that are used here."
                  .formatted(methods.keySet()))
          .exception();
    }
    // Where one token only is given, it is that of the provider whose turn it is, come what may.
    String first =
        body.has(METHODS)
            ? usable.stream().filter(this::isAble).findFirst().orElse(usable.getFirst())
            : usable.getFirst();
    ObjectNode plan = StrictJson.nodes().objectNode();
    plan.putObject(CHOICE).put("decided_at", clock.instant().toString());
    if (body.has(METHODS)) {
      ArrayNode providers = plan.putArray(PROVIDERS);
      for (String partner : usable) {
        providers.addObject().put(PARTNER, partner).set(METHOD, methods.get(partner));
      }
      usable.stream()
          .takeWhile(partner -> !partner.equals(first))
          .forEach(partner -> note(plan, partner + " is not asked for now: its breaker is open"));
    }
    return new Settled(
        partners.operation(first, AUTHORIZE), request(body, first, methods.get(first)), plan);
  }

  /** What would be charged where, the first to ask in front. */
  private Map<String, JsonNode> methods(ObjectNode body) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < body.path(METHODS).size(); i++) {
      ObjectNode method = ((ObjectNode) body.path(METHODS).path(i)).deepCopy();
      String partner = method.remove(PARTNER).asText();
      if (partners.findOperation(partner, AUTHORIZE) == null) {
        violations.add(
            new Violation(
                "/body/%s/%d/%s".formatted(METHODS, i, PARTNER),
                PARTNER,
                "%s can't be asked to authorize payments; those that can are %s"
                    .formatted(partner, partners.offering(AUTHORIZE))));
      } else if (given.put(partner, method) != null) {
        violations.add(
            new Violation(
                "/body/%s/%d/%s".formatted(METHODS, i, PARTNER), PARTNER, "stands here twice"));
      }
    }
    if (!violations.isEmpty()) {
      throw Problem.of(
              ProblemType.INVALID_BODY, "Nothing was sent: not all that are named can be asked.")
          .withErrors(violations)
          .exception();
    }
    Map<String, JsonNode> ordered = new LinkedHashMap<>();
    for (String partner : order.of(body.path("order_id").asText())) {
      JsonNode method = body.has(METHODS) ? given.get(partner) : body.get(METHOD);
      if (method != null) {
        ordered.put(partner, method);
      }
    }
    return order.isEmpty() || ordered.isEmpty() ? given : ordered;
  }

  /** Where the operator keeps a list, nobody else is chosen. */
  private boolean may(String partner) {
    return order.isEmpty() || order.of("").contains(partner);
  }

  private boolean isAble(String partner) {
    PartnerOperation operation = partners.findOperation(partner, AUTHORIZE);
    if (operation == null) {
      return false;
    }
    Breaker breaker = policies.breaker(partner + "/" + operation.definition().group());
    return breaker == null || !breaker.untilHalfOpen().isPositive();
  }

  private static ObjectNode request(JsonNode body, String partner, @Nullable JsonNode method) {
    ObjectNode request = body.deepCopy();
    request.remove(METHODS);
    request.put(PARTNER, partner);
    request.set(METHOD, method);
    return request;
  }

  @Override
  public @Nullable Next next(
      Operation operation, PartnerOperation partner, OutboundFailure failure, Set<String> asked) {
    JsonNode plan = operation.asked().plan();
    if (plan == null || !operation.asked().kind().equals(AUTHORIZE)) {
      return null;
    }
    for (JsonNode provider : plan.path(PROVIDERS)) {
      String next = provider.path(PARTNER).asText();
      if (!asked.contains(next) && isAble(next)) {
        ObjectNode noted = plan.deepCopy();
        note(noted, "%s: %s".formatted(partner.partner(), failure.detail()));
        return new Next(
            partners.operation(next, AUTHORIZE),
            request(operation.asked().request(), next, provider.get(METHOD)),
            noted);
      }
    }
    return null;
  }

  private static void note(ObjectNode plan, String note) {
    ((ObjectNode) plan.get(CHOICE)).withArray(NOTES).add(note);
  }
}
