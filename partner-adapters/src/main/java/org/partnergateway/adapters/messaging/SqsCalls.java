package org.partnergateway.adapters.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls of SQS's JSON protocol on one queue, signed by Amazon's own signer. */
public final class SqsCalls {
  private static final String MEDIA_TYPE = "application/x-amz-json-1.0";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** For one call, besides what it was asked to wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final URI queue;
  private final URI endpoint;
  private final String region;
  private final AwsCredentialsIdentity identity;

  /**
   * @param queue the queue's address, https but on this machine
   * @throws IllegalArgumentException when the address is none
   */
  public SqsCalls(URI queue, String region, String accessKeyId, String secretAccessKey) {
    boolean local = "127.0.0.1".equals(queue.getHost()) || "localhost".equals(queue.getHost());
    if (queue.getHost() == null || !("https".equals(queue.getScheme()) || local)) {
      throw new IllegalArgumentException("must be an https address, and not " + queue);
    }
    this.queue = queue;
    this.endpoint = queue.resolve("/");
    this.region = region;
    this.identity = AwsCredentialsIdentity.create(accessKeyId, secretAccessKey);
  }

  JsonNode call(String action, ObjectNode parameters, Duration wait)
      throws SourceAwayException, InterruptedException {
    byte[] body = StrictJson.write(parameters.put("QueueUrl", queue.toString()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(wait.plus(PATIENCE))
            .POST(BodyPublishers.ofByteArray(body));
    signed(action, body)
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              // The client writes it by itself, as it was signed.
              if (!name.equalsIgnoreCase("Host")) {
                request.setHeader(name, String.join(",", values));
              }
            });
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      JsonNode tree =
          answer.body().length == 0
              ? StrictJson.nodes().objectNode()
              : StrictJson.read(answer.body());
      if (answer.statusCode() != 200) {
        throw new SourceAwayException(
            "%s was answered %d: %s"
                .formatted(action, answer.statusCode(), tree.path("__type").asText("no reason")),
            null);
      }
      return tree;
    } catch (IOException | MalformedMessageException e) {
      throw new SourceAwayException("%s got no answer: %s".formatted(action, e), e);
    }
  }

  private SignedRequest signed(String action, byte[] body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", MEDIA_TYPE)
            .putHeader("X-Amz-Target", "AmazonSQS." + action)
            .build();
    return signer.sign(
        sign ->
            sign.identity(identity)
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
  }

  void close() {
    http.shutdownNow();
  }
}
