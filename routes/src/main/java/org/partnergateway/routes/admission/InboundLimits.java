package org.partnergateway.routes.admission;

import io.github.bucket4j.TimeMeter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.admission.InboundLimit.Verdict;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.config.GatewayProperties.RateLimit;
import org.partnergateway.routes.http.AnswerStep;

/** The operator's limits on what comes in: by client of the API, and by partner. */
public final class InboundLimits {
  private final Map<String, InboundLimit> clients = new HashMap<>();
  private final Map<String, InboundLimit> partners = new HashMap<>();

  /**
   * @throws org.partnergateway.contracts.definitions.DefinitionException when a limit allows
   *     nothing
   */
  public InboundLimits(GatewayProperties properties, TimeMeter time) {
    Problems problems = new Problems();
    new TreeMap<>(properties.api().clients())
        .forEach(
            (name, client) ->
                add(
                    clients,
                    name,
                    client.rateLimit(),
                    "gateway.api.clients.%s.rate-limit".formatted(name),
                    time,
                    problems));
    new TreeMap<>(properties.partners())
        .forEach(
            (id, partner) ->
                add(
                    partners,
                    id,
                    partner.inboundRateLimit(),
                    "gateway.partners.%s.inbound-rate-limit".formatted(id),
                    time,
                    problems));
    problems.throwIfAny();
  }

  private static void add(
      Map<String, InboundLimit> limits,
      String name,
      @Nullable RateLimit limit,
      String property,
      TimeMeter time,
      Problems problems) {
    if (limit == null) {
      return;
    }
    boolean sound = true;
    if (limit.permits() < 1) {
      problems.add(
          Problem.ofFile(
              property + ".permits",
              "is %d; set it to how many requests are taken, at least 1"
                  .formatted(limit.permits())));
      sound = false;
    }
    if (!limit.per().isPositive()) {
      problems.add(
          Problem.ofFile(
              property + ".per", "is %s; set it to a time such as 1s".formatted(limit.per())));
      sound = false;
    }
    if (limit.burst() < 0) {
      problems.add(
          Problem.ofFile(
              property + ".burst", "is %d; set it to at least 1".formatted(limit.burst())));
      sound = false;
    }
    if (sound) {
      limits.put(name, new InboundLimit(name, limit, time));
    }
  }

  /**
   * Counts a request of a client; its answer will tell what is left.
   *
   * @throws org.partnergateway.routes.http.ProblemException when it is one too many
   */
  public void client(String name, Exchange exchange) {
    count(clients.get(name), exchange);
  }

  /**
   * Counts a message of a partner; its answer will tell what is left.
   *
   * @throws org.partnergateway.routes.http.ProblemException when it is one too many
   */
  public void partner(String id, Exchange exchange) {
    count(partners.get(id), exchange);
  }

  private static void count(@Nullable InboundLimit limit, Exchange exchange) {
    if (limit == null) {
      return;
    }
    Verdict verdict = limit.take();
    AnswerStep.addHeaders(exchange, verdict.headers());
    if (!verdict.allowed()) {
      throw limit.refusal(verdict.pause()).exception();
    }
  }
}
