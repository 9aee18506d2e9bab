package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.partnergateway.contracts.json.StrictJson;

/** What arrived at the far end, by WireMock's own count. */
final class Arrivals {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI count;

  Arrivals(int port) {
    this.count = URI.create("http://127.0.0.1:" + port + "/__admin/requests/count");
  }

  /**
   * @param path a pattern
   * @param marker what the body contains; empty for any body
   */
  int count(String method, String path, String marker) {
    ObjectNode pattern = JsonNodeFactory.instance.objectNode();
    pattern.put("method", method).put("urlPathPattern", path);
    if (!marker.isEmpty()) {
      pattern.putArray("bodyPatterns").addObject().put("contains", marker);
    }
    HttpRequest request =
        HttpRequest.newBuilder(count)
            .POST(BodyPublishers.ofByteArray(StrictJson.write(pattern)))
            .build();
    try {
      JsonNode answer = StrictJson.read(http.send(request, BodyHandlers.ofByteArray()).body());
      return answer.path("count").asInt(-1);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  int bookings(String marker) {
    return count("POST", "/ups/api/shipments/v[0-9]+/ship", marker);
  }

  int rateRequests(String marker) {
    return count("POST", "/ups/api/rating/.*", marker);
  }

  int authorizations(String marker) {
    return count("POST", "/stripe/v1/payment_intents", marker);
  }
}
