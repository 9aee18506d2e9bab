package org.partnergateway.tests.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.shop.CanonicalApi;
import org.partnergateway.tests.simulators.AgentBuyer;
import org.partnergateway.tests.simulators.AgentBuyer.Answer;

/**
 * Three checkouts are being completed when the gateway dies: one is held by the shop, one is
 * authorized, of one the shop knows already that it is paid; and the gateway knows none of it. The
 * agent doesn't come back before the next process has brought each to its end.
 */
class KilledCheckoutTest {
  private static final String AUTHORIZATION = "/stripe/v1/payment_intents";

  @TempDir Path directory;

  @Test
  void whatWasChargedBecomesItsOrderOnceAndWhatWasNotIsGivenUp() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
        HoldingProxy proxy = new HoldingProxy(URI.create(partners.server().url("shop")))) {
      Map<String, String> properties = new HashMap<>(partners.gatewayProperties());
      for (String name :
          List.of("gateway.services.checkout.url", "gateway.partners.stripe.base-url")) {
        properties.computeIfPresent(name, (same, url) -> proxy.instead(url));
      }
      properties.put("gateway.services.checkout.timeout", "60s");

      String held;
      String authorized;
      String settled;
      try (GatewayProcess gateway = GatewayProcess.start(directory, properties)) {
        AgentBuyer agent = SimulatedPartners.buyer(gateway.address());
        held = ready(agent);
        authorized = ready(agent);
        settled = ready(agent);
        List<String> paths = new ArrayList<>();
        complete(agent, settled, paths, "/shop/checkouts/" + settled + "/settlement", proxy);
        complete(agent, authorized, paths, AUTHORIZATION, proxy);
        complete(agent, held, paths, "/shop/checkouts/" + held + "/complete", proxy);
        gateway.kill();
        proxy.release();
      }
      try (GatewayProcess second = GatewayProcess.start(directory, properties)) {
        AgentBuyer agent = SimulatedPartners.buyer(second.address());
        CanonicalApi api = new CanonicalApi(second.address(), GatewayProcess.TOKEN);
        for (String session : List.of(authorized, settled)) {
          JsonNode order = Await.value("the order of " + session, () -> order(api, session));
          Answer answer = Await.value("the answer", () -> completed(agent, session));
          assertThat(answer.at("/order/id")).isEqualTo(order.path("id").asText());
          Await.until(
              "the agent is told",
              () -> !partners.agent().told(order.path("id").asText()).isEmpty());
        }
        Await.until(
            "the hold is given up",
            () -> agent.get(held).at("/status").equals("ready_for_payment"));
        assertThat(order(api, held)).isEmpty();
        assertThat(api.get("/v1/orders?partner=acp").path("data")).hasSize(2);
        assertThat(partners.effects("stripe").get("authorizations")).isEqualTo(2);
        assertThat(partners.effects("shop"))
            .containsEntry("holds", 3L)
            .containsEntry("completions", 2L)
            .containsEntry("releases", 1L);
      }
    }
  }

  private static String ready(AgentBuyer agent) throws IOException, InterruptedException {
    return agent.create(AgentBuyer.key(), AgentBuyer.wish("mug", "usd")).at("/id");
  }

  /** Completes it, and waits until the far end has answered what the gateway doesn't get. */
  private static void complete(
      AgentBuyer agent, String session, List<String> paths, String path, HoldingProxy proxy) {
    paths.add(path);
    proxy.hold(Set.copyOf(paths));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                agent.complete(session, session, AgentBuyer.payment("pm_card_visa"));
              } catch (IOException e) {
                // The gateway dies meanwhile.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Await.until(path + " is answered", () -> proxy.held().contains(path));
  }

  private static Optional<JsonNode> order(CanonicalApi api, String session)
      throws IOException, InterruptedException {
    for (JsonNode order : api.get("/v1/orders?partner=acp").path("data")) {
      if (order.at("/partner_refs/0/value").asText().equals(session)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** Under the key that it was asked under before the gateway died. */
  private static Optional<Answer> completed(AgentBuyer agent, String session)
      throws IOException, InterruptedException {
    Answer answer = agent.complete(session, session, AgentBuyer.payment("pm_card_visa"));
    return answer.status() == 200 ? Optional.of(answer) : Optional.empty();
  }
}
