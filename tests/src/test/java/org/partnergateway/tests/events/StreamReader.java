package org.partnergateway.tests.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/** A client of server-sent events, as strict as the format allows. */
final class StreamReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private StreamReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * One event.
   *
   * @param id the cursor after it
   */
  record Sent(String id, String type, JsonNode data) {
    String eventId() {
      return data.path("id").asText();
    }
  }

  static StreamReader open(EventGateway gateway, HttpRequest.Builder request) {
    try {
      return new StreamReader(
          gateway
              .http()
              .send(
                  request.header("Accept", "text/event-stream").build(),
                  BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  List<Sent> take(int count) {
    List<Sent> taken = new ArrayList<>();
    while (taken.size() < count) {
      Sent sent = next();
      if (sent == null) {
        throw new AssertionError("the stream ended after " + taken);
      }
      taken.add(sent);
    }
    return taken;
  }

  /** The next event; null at the end of the stream. */
  @Nullable Sent next() {
    try {
      Map<String, String> fields = new HashMap<>();
      String line = lines.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          if (fields.containsKey("data")) {
            return new Sent(
                fields.getOrDefault("id", ""),
                fields.getOrDefault("event", ""),
                StrictJson.read(fields.get("data").getBytes(StandardCharsets.UTF_8)));
          }
          fields.clear();
        } else if (!line.startsWith(":")) {
          String[] field = line.split(": ", 2);
          if (fields.put(field[0], field[1]) != null) {
            throw new AssertionError("twice in one event: " + line);
          }
        }
        line = lines.readLine();
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
