package org.partnergateway.tests.startup;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;

/**
 * A partner of data alone that hands out its keys, makes sure of our address, and wants a word
 * back.
 */
class SignedBundleTest {
  private static final Map<String, String> FINCH =
      Map.of(
          "partner-adapters/partners/finch.yaml",
          """
          id: finch
          name: Finch Freight
          kind: carrier
          base_url: https://api.finch.example
          hosts: [api.finch.example]
          settings:
            endpoint: {description: The address of our webhooks.}
          credentials: [token, verification]
          auth: {scheme: bearer, token: token}
          operations:
            get-rates:
              contract: finch.openapi.yaml
              operation: price
          messages:
            webhook:
              contract: finch.openapi.yaml
              webhook: news
              signature:
                scheme: key-by-id
                header: X-Finch-Signature
                algorithms: [SHA1withECDSA]
                key: {url: "/keys/{kid}", pointer: /key}
              acknowledgement: {status: 202, media_type: text/plain, body: "[accepted]"}
              handshake:
                member: challengeResponse
                sha256: [{query: challenge_code}, {credential: verification}, {setting: endpoint}]
          """,
          "contracts/partners/finch/finch.openapi.yaml",
          """
          openapi: 3.1.0
          info: {title: Finch, version: "1", description: What finches do.}
          paths:
            /prices:
              get:
                operationId: price
                responses:
                  "200":
                    description: The price.
                    content:
                      application/json:
                        schema: {type: object}
          webhooks:
            news:
              post:
                operationId: news
                requestBody:
                  required: true
                  content:
                    application/json:
                      schema: {type: object}
                responses:
                  "202": {description: Taken.}
          """,
          "transformations/partners/finch/get-rates.request.jslt",
          "{}",
          "transformations/partners/finch/get-rates.response.jslt",
          "{\"rates\": []}",
          "transformations/partners/finch/webhook.message.jslt",
          "[]");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void provesItselfAndIsToldInItsOwnWay(@TempDir Path directory) throws Exception {
    Path bundle = directory.resolve("bundle");
    for (Map.Entry<String, String> file : FINCH.entrySet()) {
      Path path = bundle.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    KeyPair key = KeyPairGenerator.getInstance("EC").generateKeyPair();
    String pem = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
    WireMockServer finch =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    finch.start();
    finch.stubFor(get(urlEqualTo("/keys/k1")).willReturn(okJson("{\"key\": \"" + pem + "\"}")));
    finch.stubFor(get(urlEqualTo("/keys/down")).willReturn(aResponse().withStatus(503)));
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.definitions", bundle.toString())
                .with("gateway.partners.finch.base-url", finch.baseUrl())
                .with("gateway.partners.finch.credentials.token", "chirp")
                .with("gateway.partners.finch.credentials.verification", "tweet")
                .with("gateway.partners.finch.settings.endpoint", "https://here.example/w"))) {
      URI address = URI.create(sandbox.gatewayAddress() + "/partners/finch/webhooks");

      HttpResponse<String> taken = push(address, key, "k1", "{\"n\":1}", "{\"n\":1}");
      assertThat(taken.statusCode()).isEqualTo(202);
      assertThat(taken.body()).isEqualTo("[accepted]");
      assertThat(taken.headers().firstValue("Content-Type")).contains("text/plain");
      assertThat(push(address, key, "k1", "{\"n\":1}", "{\"n\":2}").statusCode()).isEqualTo(401);
      HttpResponse<String> undecided = push(address, key, "down", "{\"n\":3}", "{\"n\":3}");
      assertThat(undecided.statusCode()).isEqualTo(503);
      assertThat(undecided.headers().firstValue("Retry-After")).isPresent();
      finch.verify(1, getRequestedFor(urlEqualTo("/keys/k1")));

      HttpResponse<String> challenge =
          send(
              HttpRequest.newBuilder(
                  URI.create(address + "?challenge_code=c%20ü7".replace("ü", "%C3%BC"))));
      assertThat(challenge.statusCode()).isEqualTo(200);
      assertThat(challenge.body())
          .isEqualTo(
              "{\"challengeResponse\":\"%s\"}"
                  .formatted(sha256("c ü7tweethttps://here.example/w")));
      assertThat(send(HttpRequest.newBuilder(address)).statusCode()).isEqualTo(400);
    } finally {
      finch.stop();
    }
  }

  private HttpResponse<String> push(
      URI address, KeyPair key, String kid, String signed, String sent) throws Exception {
    Signature signature = Signature.getInstance("SHA1withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    String header =
        "{\"alg\":\"ecdsa\",\"digest\":\"SHA1\",\"kid\":\"%s\",\"signature\":\"%s\"}"
            .formatted(kid, Base64.getEncoder().encodeToString(signature.sign()));
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header(
                "X-Finch-Signature",
                Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(sent)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String sha256(String text) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
