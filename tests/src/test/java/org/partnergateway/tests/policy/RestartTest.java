package org.partnergateway.tests.policy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;

/** What a gateway that is started again still knows of its partners. */
class RestartTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION =
      """
      {"carrier": "%s",
       "ship_from": {"company": "Sandbox Warehouse", "lines": ["1200 Harbor Way"], "locality": "Oakland",
                     "region": "CA", "postal_code": "94607", "country": "US"},
       "ship_to": {"name": "A. Buyer", "lines": ["350 Fifth Avenue"], "locality": "New York", "region": "NY",
                   "postal_code": "10118", "country": "US"},
       "parcels": [{"weight": {"value": 1.2, "unit": "kg"}}]}""";

  private final HttpClient client = HttpClient.newHttpClient();
  private final WireMockServer raven =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  @BeforeEach
  void start() {
    raven.start();
    raven.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
  }

  @AfterEach
  void stop() {
    raven.stop();
    client.close();
  }

  @Test
  void anOpenBreakerStaysOpenAndARetryAfterIsHonoured(@TempDir Path directory) throws Exception {
    SandboxOptions options =
        SandboxOptions.quiet(directory.resolve("data"))
            .with("gateway.definitions", Raven.bundle(directory.resolve("bundle")).toString())
            .with("gateway.partners.raven.base-url", raven.baseUrl())
            .with("gateway.partners.raven.credentials.token", "kra");
    Instant openUntil;
    Instant notBefore;
    try (Sandbox before = Sandbox.start(options)) {
      before
          .partners()
          .server()
          .wireMock()
          .stubFor(
              any(urlPathMatching("/ups/api/rating/.*"))
                  .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "600"))
                  .atPriority(1));
      ask(before, "ups");
      ask(before, "raven");

      notBefore = time(partner(before, "ups").at("/limits/0/not_before"));
      assertThat(notBefore)
          .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(601));
      JsonNode group = partner(before, "raven").at("/groups/0");
      assertThat(group.path("breaker").asText()).isEqualTo("open");
      openUntil = time(group.path("open_until"));
      assertThat(openUntil)
          .isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(301));
    }
    raven.resetRequests();

    try (Sandbox after = Sandbox.start(options)) {
      assertRefusedAtOnce(ask(after, "ups"), "partner_rate_limited", 600);
      assertRefusedAtOnce(ask(after, "raven"), "partner_unavailable", 300);

      assertThat(raven.findAll(anyRequestedFor(anyUrl()))).isEmpty();
      WireMockServer ups = after.partners().server().wireMock();
      assertThat(ups.findAll(anyRequestedFor(urlPathMatching("/ups/api/rating/.*")))).isEmpty();
      assertThat(time(partner(after, "ups").at("/limits/0/not_before")))
          .isBetween(notBefore.minusSeconds(2), notBefore.plusSeconds(2));
      assertThat(time(partner(after, "raven").at("/groups/0/open_until")))
          .isBetween(openUntil.minusSeconds(2), openUntil.plusSeconds(2));
    }
  }

  private static void assertRefusedAtOnce(HttpResponse<String> answer, String code, int mostSeconds)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, mostSeconds);
  }

  private static Instant time(JsonNode node) {
    return Instant.parse(node.asText());
  }

  private JsonNode partner(Sandbox sandbox, String id) throws Exception {
    return JSON.readTree(send(request(sandbox, "/v1/partners/" + id).GET()).body());
  }

  private HttpResponse<String> ask(Sandbox sandbox, String carrier) throws Exception {
    return send(
        request(sandbox, "/v1/rates")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(QUESTION.formatted(carrier))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Sandbox sandbox, String path) {
    return HttpRequest.newBuilder(sandbox.gatewayAddress().resolve(path))
        .header("Authorization", "Bearer " + Sandbox.TOKEN);
  }
}
