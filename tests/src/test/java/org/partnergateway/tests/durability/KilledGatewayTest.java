package org.partnergateway.tests.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.shop.CanonicalApi;

/** What the gateway has acknowledged it keeps, whatever is killed and when. */
class KilledGatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FEW = 50;
  private static final int MANY = 1500;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Set<Integer> acknowledged = new HashSet<>();

  @TempDir Path directory;

  @Test
  void everyAcknowledgedWebhookIsKeptOnceAndApplied() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO)) {
      partners.orders().seed(1);
      Map<String, String> properties = new HashMap<>(partners.gatewayProperties());

      JsonNode payment;
      long firstServer;
      try (GatewayProcess gateway = GatewayProcess.start(directory, properties)) {
        durable(gateway.server());
        payment = authorize(gateway);
        underLoadUntilKilled(gateway, payment, false);
        firstServer = gateway.server().pid();
        assertThat(gateway.server().isAlive()).as("PostgreSQL outlives the gateway").isTrue();

        try (GatewayProcess second = GatewayProcess.start(directory, properties)) {
          assertThat(second.log()).contains("PostgreSQL adopted");
          assertThat(second.server().pid()).isEqualTo(firstServer);
          durable(second.server());
          everythingIsThere(second, payment);
          underLoadUntilKilled(second, payment, true);
        }
      }

      try (GatewayProcess third = GatewayProcess.start(directory, properties)) {
        EmbeddedServer server = third.server();
        assertThat(third.log()).contains("PostgreSQL started");
        durable(server);
        everythingIsThere(third, payment);
        third.stop();
        assertThat(server.ends()).as("PostgreSQL ends with the gateway").isTrue();
      }
    }
  }

  private void durable(EmbeddedServer server) throws Exception {
    assertThat(server.ask("show fsync")).isEqualTo("on");
    assertThat(server.ask("show synchronous_commit")).isEqualTo("on");
    assertThat(server.ask("show full_page_writes")).isEqualTo("on");
  }

  /** Kills the gateway, and PostgreSQL with it if told so, at some moment under load. */
  private void underLoadUntilKilled(GatewayProcess gateway, JsonNode payment, boolean serverToo) {
    int enough = random.nextInt(FEW, MANY);
    int first = acknowledged.isEmpty() ? 1 : 1_000_000;
    String reference = payment.at("/partner_refs/0/value").asText();
    try (WebhookLoad load =
        new WebhookLoad(gateway.address(), payment.path("id").asText(), reference, first)) {
      Await.until(enough + " are acknowledged", () -> load.acknowledged().size() >= enough);
      EmbeddedServer server = gateway.server();
      if (serverToo) {
        server.kill();
      }
      gateway.kill();
      load.close();
      acknowledged.addAll(load.acknowledged());
    }
  }

  private void everythingIsThere(GatewayProcess gateway, JsonNode payment) throws Exception {
    EmbeddedServer server = gateway.server();
    List<String> kept =
        server.list("select message_id from inbox where message_id like 'evt_0%' order by id");
    assertThat(kept).as("each once (seed %d)", seed).doesNotHaveDuplicates();
    Set<String> missing = new TreeSet<>();
    acknowledged.forEach(number -> missing.add(WebhookLoad.eventId(number)));
    kept.forEach(missing::remove);
    assertThat(missing).as("acknowledged and lost (seed %d)", seed).isEmpty();

    Await.until(
        "everything is applied",
        () ->
            server
                .ask("select count(*) from inbox_progress where status = 'received'")
                .equals("0"));
    assertThat(
            server.list(
                "select distinct p.status || ' ' || coalesce(p.reason, '') from inbox_progress p"
                    + " join inbox i on i.id = p.id where i.message_id like 'evt_0%'"))
        .containsExactly("applied ");
    assertThat(server.ask("select count(*) from inbox_progress"))
        .isEqualTo(server.ask("select count(*) from inbox"));

    long most =
        Long.parseLong(
            kept.stream().max(String::compareTo).orElseThrow().substring("evt_".length()));
    JsonNode now = api(gateway).get("/v1/payments/" + payment.path("id").asText());
    assertThat(now.path("status").asText()).isEqualTo("captured");
    assertThat(now.at("/captured_amount/amount").asLong()).isEqualTo(most);
  }

  private static JsonNode authorize(GatewayProcess gateway) throws Exception {
    CanonicalApi api = api(gateway);
    String order = Await.value("the order has come", () -> Orders.newest(api)).path("id").asText();
    ObjectNode body = JSON.createObjectNode().put("order_id", order).put("partner", "stripe");
    body.putObject("amount").put("amount", 99_999_999).put("currency", "USD");
    body.putObject("payment_method").put("type", "token").put("token", "pm_card_visa");
    return api.post("/v1/payments", "authorize", body);
  }

  private static CanonicalApi api(GatewayProcess gateway) {
    return new CanonicalApi(gateway.address(), GatewayProcess.TOKEN);
  }
}
