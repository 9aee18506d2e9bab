package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.conformance.VendorAnswers;

/**
 * What simulators written in Java answer while the gateway goes about its business keeps what their
 * vendors publish. Those that are data are judged case by case, see {@code VendorAnswersTest}.
 */
@SharesSandbox
class SandboxAnswersTest {
  private static final Set<String> PARTNERS = Set.of("amazon", "stripe", "ups");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningSandbox sandbox;
  private final Api api;

  SandboxAnswersTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @Test
  void answers_of_a_whole_business_keep_the_vendors_contracts() throws Exception {
    String vendors = System.getProperty("vendor.contracts");
    assumeTrue(vendors != null, "-Dvendor.contracts says where the vendors' contracts are");
    Set<UUID> before =
        sandbox.wireMock().getAllServeEvents().stream()
            .map(ServeEvent::getId)
            .collect(Collectors.toSet());
    doBusiness();

    VendorAnswers judge = new VendorAnswers(Path.of(String.valueOf(vendors)), "sandbox_answers");
    Set<String> problems = new TreeSet<>();
    Map<String, Integer> judged = new TreeMap<>();
    for (ServeEvent event : sandbox.wireMock().getAllServeEvents()) {
      String[] target = event.getRequest().getUrl().split("\\?", 2)[0].split("/", 3);
      int status = event.getResponse().getStatus();
      // Of refusals most vendors publish less than they answer.
      if (!before.contains(event.getId()) && PARTNERS.contains(target[1]) && status < 300) {
        String method = event.getRequest().getMethod().getName();
        judge
            .check(target[1], "", method, "/" + target[2], status, body(event))
            .ifPresent(
                found -> {
                  judged.merge(target[1], 1, Integer::sum);
                  found.forEach(problem -> problems.add(target[1] + ": " + problem));
                });
      }
    }
    problems.addAll(judge.unused());
    System.out.println("vendors' contracts: answers on the way held against them: " + judged);
    assertThat(problems).as("what breaks a vendor's contract").isEmpty();
    assertThat(judged.keySet()).isEqualTo(new TreeSet<>(PARTNERS));
  }

  private static JsonNode body(ServeEvent event) throws IOException {
    byte[] body = event.getResponse().getBody();
    return body.length == 0 ? null : JSON.readTree(body);
  }

  private void doBusiness() {
    String order = sandbox.freshOrder().path("id").asText();
    api.post("/v1/rates", null, Bodies.rates("Reader")).expect(200);
    String shipment =
        api.post("/v1/shipments", fresh(), Bodies.booking("Reader").put("order_id", order))
            .expect(201)
            .id();
    api.post(
            "/v1/orders/" + order + "/shipment-confirmations",
            fresh(),
            Bodies.object().put("shipment_id", shipment))
        .expect(200);
    api.post("/v1/orders/" + order + "/refresh", null, Bodies.object());
    api.post("/v1/shipments/" + shipment + "/refresh", null, Bodies.object());
    write("/v1/shipments/" + sandbox.booked().id() + "/void", Bodies.object());
    api.post("/v1/pickups", fresh(), Bodies.pickup(sandbox.booked().id())).expect(201);
    write("/v1/payments/" + sandbox.authorized().id() + "/cancel", Bodies.object());
    String payment = sandbox.captured().id();
    ObjectNode refund = Bodies.object();
    refund.set("amount", Bodies.money(100, "USD"));
    api.post("/v1/payments/" + payment + "/refunds", fresh(), refund);
    Await.until(
        "the shipment is delivered",
        () -> api.get("/v1/shipments/" + shipment).path("tracking_status").asText(),
        "delivered"::equals);
  }

  private void write(String target, ObjectNode body) {
    api.post(target, fresh(), body).expect(200);
  }

  private static String fresh() {
    return RunningSandbox.fresh("answers");
  }
}
