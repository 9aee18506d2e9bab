package org.partnergateway.tests.simulators.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.tests.simulators.SimulatorServer;

/** What goes wrong at a simulated partner when somebody says so over HTTP. */
final class FaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPMENT =
      """
      {"carrier": "ups", "tracking_number": "1Z1", "lines": [{"line": "1", "quantity": 1}]}\
      """;

  private final Heron heron = new Heron().login();
  private final String order = heron.order();
  private final SimulatorServer server = new SimulatorServer(0, List.of(heron.simulator));
  private final HttpClient client = HttpClient.newHttpClient();
  private final String root = "http://127.0.0.1:" + server.port();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String target, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(root + target))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("Authorization", heron.authorization())
            .header("Idempotency-Key", "key-00001")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> ship() throws Exception {
    return send("POST", "/heron/v1/orders/" + order + "/shipments", SHIPMENT);
  }

  private int fault(String more) throws Exception {
    HttpResponse<String> answer =
        send("POST", "/__admin/faults", "{\"partner\": \"heron\", " + more + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).path("number").asInt();
  }

  private long shipments() {
    return heron.simulator.effects().get("shipments");
  }

  @Test
  void anErrorBeforeTheEffectLeavesNothingDone() throws Exception {
    fault("\"error\": 503, \"times\": 1");

    assertThat(ship().statusCode()).isEqualTo(503);
    assertThat(shipments()).isZero();
    assertThat(ship().statusCode()).isEqualTo(201);
  }

  @Test
  void anErrorAfterTheEffectHidesIt() throws Exception {
    fault("\"error\": 500, \"when\": \"after\", \"times\": 1, \"operation\": \"shipOrder\"");

    assertThat(ship().statusCode()).isEqualTo(500);
    assertThat(shipments()).isEqualTo(1);
    HttpResponse<String> again = ship();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(shipments()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"before, 0", "after, 1"})
  void aConnectionIsCutBeforeOrAfterTheEffect(String when, long effects) throws Exception {
    fault("\"cut\": true, \"when\": \"" + when + "\"");

    assertThatThrownBy(this::ship).isInstanceOf(IOException.class);
    assertThat(shipments()).isEqualTo(effects);
  }

  @Test
  void aPartnerHangsAsLongAsItIsTold() throws Exception {
    fault("\"hang\": \"300ms\", \"times\": 1");

    long begin = System.nanoTime();
    assertThatThrownBy(this::ship).isInstanceOf(IOException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void anAnswerIsLate() throws Exception {
    fault("\"latency\": \"300ms\"");

    long begin = System.nanoTime();
    assertThat(ship().statusCode()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void aDeclaredRefusalHasThePartnersForm() throws Exception {
    fault("\"refuse\": {\"reason\": \"rate_limited\", \"retry_after\": 7}, \"times\": 1");

    HttpResponse<String> answer = ship();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(JSON.readTree(answer.body()).at("/error/code").asText()).isEqualTo("rate_limited");
    assertThat(shipments()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"at\": \"/buyer\", \"do\": \"wrap\"} | /buyer/0/name | \"A. Buyer\"",
        "{\"at\": \"/lines\", \"do\": \"unwrap\"} | /lines/sku | \"KETTLE\"",
        "{\"at\": \"/lines/*/sku\", \"do\": \"remove\"} | /lines/0 |"
            + " {\"line\":\"1\",\"quantity\":1,\"price\":\"34.98\"}",
        "{\"at\": \"/state\", \"do\": \"set\", \"value\": \"en_route\"} | /state | \"en_route\"",
        "{\"at\": \"\", \"do\": \"add\", \"name\": \"mood\", \"value\": 7} | /mood | 7",
      })
  void aGoodAnswerDriftsAndThatIsNoBreachOfTheSimulators(String rule, String at, String expected)
      throws Exception {
    fault("\"drift\": [" + rule + "]");

    JsonNode answer = JSON.readTree(ship().body());

    assertThat(answer.at(at)).as("%s", answer).isEqualTo(JSON.readTree(expected));
    assertThat(send("GET", "/__admin/breaches", "").body().replaceAll("\\s", ""))
        .isEqualTo("{\"heron\":[]}");
  }

  @Test
  void faultsAreListedAndSwitchedOffOneByOneOrAll() throws Exception {
    int first = fault("\"error\": 503, \"containing\": \"1Z1\"");
    fault("\"error\": 502, \"operation\": \"listOrders\"");
    assertThat(JSON.readTree(send("GET", "/__admin/faults", "").body())).hasSize(2);
    assertThat(ship().statusCode()).isEqualTo(503);
    assertThat(send("GET", "/heron/v1/orders", "").statusCode()).isEqualTo(502);

    assertThat(send("DELETE", "/__admin/faults/" + first, "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/__admin/faults/" + first, "").statusCode()).isEqualTo(404);
    assertThat(ship().statusCode()).isEqualTo(201);
    assertThat(send("DELETE", "/__admin/faults", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/heron/v1/orders", "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"partner\": \"hern\", \"error\": 503} | partner must be one of [heron]",
        "{\"partner\": \"heron\", \"eror\": 503} | a fault has no",
        "{\"partner\": \"heron\", \"error\": 200} | 400 to 599",
        "{\"partner\": \"heron\", \"latency\": \"2 weeks\"} | no duration",
        "{\"partner\": \"heron\", \"drift\": [{\"at\": \"/a\", \"do\": \"bend\"}]} | do must be",
        "{ | not JSON",
      })
  void whatCannotBeUnderstoodIsRefusedWithTheReason(String fault, String reason) throws Exception {
    HttpResponse<String> answer = send("POST", "/__admin/faults", fault);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(reason);
    assertThat(send("GET", "/__admin/faults", "").body().replaceAll("\\s", "")).isEqualTo("{}");
  }

  @Test
  void effectsOfSimulatorsThatAreDataAreInTheJournal() throws Exception {
    ship();

    assertThat(JSON.readTree(send("GET", "/__admin/effects", "").body()))
        .isEqualTo(JSON.readTree("{\"heron\": {\"shipments\": 1}}"));
  }
}
