package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would be sent. */
public final class RecordingSender implements WebhookSender {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final List<Sent> sent = new CopyOnWriteArrayList<>();

  public record Sent(String url, Map<String, String> headers, byte[] body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void post(String url, Map<String, String> headers, byte[] body, Duration delay) {
    sent.add(new Sent(url, headers, body));
  }

  List<String> types() {
    return sent.stream().map(event -> event.json().path("type").asText()).toList();
  }
}
