package org.partnergateway.tests.shop;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code /v1} that retries as the API invites it to: with the same key, after the wait
 * it was told.
 */
public final class CanonicalApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Integer> WORTH_A_RETRY = Set.of(409, 429, 503);
  private static final int ATTEMPTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  public CanonicalApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** What the API said that isn't a success. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /**
   * Posts, waiting for the outcome.
   *
   * @param key the Idempotency-Key; null for look-ups
   */
  public JsonNode post(String path, @Nullable String key, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() < 300) {
        return JSON.readTree(answer.body());
      }
      if (attempt == ATTEMPTS || !WORTH_A_RETRY.contains(answer.statusCode())) {
        JsonNode problem = JSON.readTree(answer.body());
        throw new Refused(
            answer.statusCode(),
            "%s %s: %d %s"
                .formatted(
                    request.method(), request.uri().getPath(), answer.statusCode(), problem));
      }
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
    }
  }
}
