package org.partnergateway.tests.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch is gone on with by whoever comes after, and no line of it is applied twice or never. */
@Order(1)
class KilledBatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORDERS = 6000;

  /** More than the process has heap: 384 MB. */
  private static final long LARGE = 400L << 20;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  @Test
  void everyLineIsAppliedOnceThoughTheGatewayIsKilledInTheMiddle() throws Exception {
    Map<String, String> properties = Map.of();
    String id;
    try (GatewayProcess gateway = GatewayProcess.start(directory, properties)) {
      id = send(gateway, "kind=orders", BodyPublishers.ofString(orders())).path("id").asText();
      String batch = id;
      Await.until("some lines are applied", () -> Long.parseLong(applied(gateway, batch)) > 300);
      gateway.kill();
    }
    try (GatewayProcess second = GatewayProcess.start(directory, properties)) {
      String before = applied(second, id);
      Await.until("the batch has ended", () -> !get(second, id).path("ended_at").isMissingNode());
      JsonNode ended = get(second, id);
      assertThat(before).as("it was killed in the middle").isNotEqualTo(Integer.toString(ORDERS));
      assertThat(ended.path("status").asText()).isEqualTo("completed");
      assertThat(ended.path("done").asInt()).isEqualTo(ORDERS);
      // One event for each order that was begun: none was begun twice, and none merged again.
      assertThat(events(second, "created")).isEqualTo(Integer.toString(ORDERS));
      assertThat(events(second, "updated")).isEqualTo("0");
    }
  }

  @Test
  void aFileLargerThanTheHeapIsTakenAndReadAndHalfOfOneIsForgotten() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start(directory, Map.of())) {
      JsonNode batch =
          send(gateway, "kind=orders", BodyPublishers.ofInputStream(() -> new Lines(LARGE)));
      assertThat(batch.path("size").asLong()).isGreaterThanOrEqualTo(LARGE);
      Await.until(
          "some of it is read",
          () -> get(gateway, batch.path("id").asText()).path("failed").asLong() > 100);
      post(gateway, "/v1/batches/" + batch.path("id").asText() + "/cancel");
      assertThat(gateway.log()).doesNotContain("OutOfMemory");
    }
  }

  private static String orders() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ORDERS; i++) {
      text.append(
          """
          {"partner":"bol","partner_refs":[{"type":"order_id","value":"B%d"}],"status":"confirmed",\
          "placed_at":"2026-11-20T10:00:00Z","line_items":[{"id":"1","sku":"A","quantity":{"ordered":1}}]}
          """
              .formatted(i));
    }
    return text.toString();
  }

  private static String applied(GatewayProcess gateway, String batch) throws Exception {
    return gateway.server().ask("select lines_done from batch where id = '" + batch + "'");
  }

  private static String events(GatewayProcess gateway, String what) throws Exception {
    return gateway
        .server()
        .ask(
            "select count(*) from event_log where type = 'org.partnergateway.order."
                + what
                + ".v1'");
  }

  private JsonNode send(GatewayProcess gateway, String query, HttpRequest.BodyPublisher body)
      throws Exception {
    HttpRequest request =
        request(gateway, "/v1/batches?" + query)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", "the-file")
            .POST(body)
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body());
  }

  private void post(GatewayProcess gateway, String path) throws Exception {
    http.send(
        request(gateway, path).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
  }

  private JsonNode get(GatewayProcess gateway, String batch) throws Exception {
    return JSON.readTree(
        http.send(request(gateway, "/v1/batches/" + batch).GET().build(), BodyHandlers.ofString())
            .body());
  }

  private static HttpRequest.Builder request(GatewayProcess gateway, String path) {
    URI target = gateway.address().resolve(path);
    return HttpRequest.newBuilder(target).header("Authorization", "Bearer " + GatewayProcess.TOKEN);
  }

  /** Lines of 100,000 bytes that are no orders, as many as it takes. */
  private static final class Lines extends InputStream {
    private static final byte[] LINE =
        ("{\"partner\":\"bol\",\"note\":\"" + "x".repeat(100_000) + "\"}\n")
            .getBytes(StandardCharsets.UTF_8);

    private long left;
    private int at;

    Lines(long size) {
      left = (size + LINE.length - 1) / LINE.length * LINE.length;
    }

    @Override
    public int read() {
      throw new AssertionError("read in pieces");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(Math.min(length, LINE.length - at), left);
      System.arraycopy(LINE, at, into, offset, count);
      at = (at + count) % LINE.length;
      left -= count;
      return count;
    }
  }
}
