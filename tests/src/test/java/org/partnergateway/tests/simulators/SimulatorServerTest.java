package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SimulatorServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatorServer server = new SimulatorServer(0, List.of(new Echo()));
  private final String root = "http://127.0.0.1:" + server.port();

  /** Says what it was asked. */
  private static final class Echo implements Simulator {
    @Override
    public String partner() {
      return "echo";
    }

    @Override
    public SimulatedAnswer answer(SimulatedRequest request) {
      if (request.path().equals("/broken")) {
        throw new IllegalStateException("broken");
      }
      String seen =
          "%s %s %s %s %s"
              .formatted(
                  request.method(),
                  request.path(),
                  new TreeMap<>(request.query()),
                  request.header("x-mark"),
                  new String(request.body(), UTF_8));
      return new SimulatedAnswer(202, Map.of("X-Seen", "yes"), seen.getBytes(UTF_8));
    }

    @Override
    public Map<String, Long> effects() {
      return Map.of("echoes", 7L);
    }
  }

  @BeforeAll
  void started() {
    assertThat(server.url("echo")).isEqualTo(root + "/echo");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void handsARequestToThePartnerOfItsPathAndGivesBackTheAnswer() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(root + "/echo/a%20b/c?q=%E6%B8%8B&q=2&r"))
                .header("X-Mark", "m")
                .POST(HttpRequest.BodyPublishers.ofString("body")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("X-Seen")).hasValue("yes");
    assertThat(answer.body()).isEqualTo("POST /a b/c {q=[渋, 2], r=[]} m body");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    assertThat(get("/nobody/v1/x").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aSimulatorThatBreaksIsAServerError() throws Exception {
    assertThat(get("/echo/broken").statusCode()).isEqualTo(500);
  }

  @Test
  void countsWhatArrived() throws Exception {
    get("/echo/counted");
    get("/echo/counted");

    HttpResponse<String> count =
        send(
            HttpRequest.newBuilder(URI.create(root + "/__admin/requests/count"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"method\":\"GET\",\"urlPath\":\"/echo/counted\"}")));

    assertThat(count.body()).contains("\"count\" : 2");
  }

  @Test
  void saysWhatTookEffect() throws Exception {
    assertThat(get("/__admin/effects").body().replaceAll("\\s", ""))
        .isEqualTo("{\"echo\":{\"echoes\":7}}");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(root + path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
