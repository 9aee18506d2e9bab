package org.partnergateway.tests.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The management port: metrics and readiness. */
final class Meters {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  Meters(URI base) {
    this.base = base;
  }

  HttpResponse<String> get(String path) {
    try {
      return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How many stored messages have this status. */
  long messages(String status) {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("gateway_inbox_messages{"))
        .filter(line -> line.contains("status=\"" + status + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How many problems with this code were answered, at all entrances together. */
  long problems(String code) {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("gateway_problems_total{"))
        .filter(line -> line.contains("code=\"" + code + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
