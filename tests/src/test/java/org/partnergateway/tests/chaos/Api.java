package org.partnergateway.tests.chaos;

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
import java.util.concurrent.Executors;
import org.partnergateway.tests.durability.GatewayProcess;

/** Single tries at whichever gateway is there. */
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final Gateways gateways;

  Api(Gateways gateways) {
    this.gateways = gateways;
  }

  /**
   * @throws IOException when nobody answers
   */
  HttpResponse<byte[]> post(String path, String key, JsonNode body)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /**
   * @throws IOException when nobody answers, or not with a 200
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("GET %s: %d".formatted(path, answer.statusCode()));
    }
    return JSON.readTree(answer.body());
  }

  /** Sends what a partner sends; the answer's status. */
  int webhook(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
    return http.send(
            request.uri(address().resolve(path)).timeout(TIMEOUT).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(address().resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + GatewayProcess.TOKEN);
  }

  private URI address() throws IOException {
    return gateways.any().orElseThrow(() -> new IOException("no gateway is there"));
  }
}
