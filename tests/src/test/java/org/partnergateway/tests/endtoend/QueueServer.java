package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.partnergateway.contracts.json.StrictJson;

/** ElasticMQ, which speaks the protocol of SQS, in this process on a free port of the loopback. */
final class QueueServer implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final SQSRestServer server;
  private final URI address;

  QueueServer() {
    server = SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").start();
    address =
        URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort() + "/");
  }

  /**
   * @return the queue's address
   */
  String create(String queue) {
    call("CreateQueue", Bodies.object().put("QueueName", queue));
    return address + "000000000000/" + queue;
  }

  void send(String queue, String body) {
    call("SendMessage", Bodies.object().put("QueueUrl", queue).put("MessageBody", body));
  }

  /** How many messages there are, those included that somebody has received and not deleted. */
  int size(String queue) {
    ObjectNode request = Bodies.object().put("QueueUrl", queue);
    request.putArray("AttributeNames").add("All");
    JsonNode attributes = call("GetQueueAttributes", request).path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private JsonNode call(String action, JsonNode body) {
    try {
      byte[] answer =
          http.send(
                  HttpRequest.newBuilder(address)
                      .header("Content-Type", "application/x-amz-json-1.0")
                      .header("X-Amz-Target", "AmazonSQS." + action)
                      .POST(BodyPublishers.ofByteArray(StrictJson.write(body)))
                      .build(),
                  BodyHandlers.ofByteArray())
              .body();
      return StrictJson.read(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stopAndWait();
  }
}
