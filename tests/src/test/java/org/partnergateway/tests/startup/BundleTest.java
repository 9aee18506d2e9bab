package org.partnergateway.tests.startup;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.partnergateway.tests.shop.CanonicalApi;

/** A partner is data: four files in a directory, and an installed gateway speaks with it. */
class BundleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> PIGEON =
      Map.of(
          "partner-adapters/partners/pigeon.yaml",
          """
          id: pigeon
          name: Pigeon Post
          kind: carrier
          base_url: https://api.pigeon.example
          hosts: [api.pigeon.example]
          credentials: [token]
          auth: {scheme: bearer, token: token}
          errors:
            code: [/code]
            message: [/reason]
            rules:
              - {status: 422, failure: declined, category: service_unavailable}
          operations:
            get-rates:
              contract: prices.openapi.yaml
              operation: price
          """,
          "contracts/partners/pigeon/prices.openapi.yaml",
          """
          openapi: 3.1.0
          info: {title: Prices, version: "1", description: What pigeons ask for.}
          paths:
            /prices/{loft}:
              post:
                operationId: price
                parameters:
                  - {name: loft, in: path, required: true, schema: {type: string, minLength: 1}}
                requestBody:
                  required: true
                  content:
                    application/json:
                      schema:
                        type: object
                        additionalProperties: false
                        required: [to, grams]
                        properties:
                          to: {type: string, pattern: "^[A-Z]{2}$"}
                          grams: {type: integer, minimum: 1, maximum: 75}
                responses:
                  "200":
                    description: The price.
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [price, currency]
                          properties:
                            price: {type: string, pattern: "^[0-9]+([.][0-9]+)?$"}
                            currency: {type: string}
                  "422":
                    description: No pigeon flies there.
                    content:
                      application/json:
                        schema: {type: object}
          """,
          "transformations/partners/pigeon/get-rates.request.jslt",
          """
          {
            "path": {"loft": .request.ship_from.country},
            "body": {"to": .request.ship_to.country, "grams": .request.parcels[0].weight.value}
          }
          """,
          "transformations/partners/pigeon/get-rates.response.jslt",
          """
          {
            "rates": if (.outcome == "accepted") [{
              "carrier": "pigeon",
              "service": "pigeon_direct",
              "total_charge": money(.body.price, .body.currency)
            }] else []
          }
          """);

  private static final String QUESTION =
      """
      {"carrier": "pigeon", "ship_from": {"country": "US"}, "ship_to": {"country": "KW"},
       "parcels": [{"weight": {"value": %d, "unit": "g"}}]}""";

  @Test
  void aPartnerThatIsOnlyDataAnswers(@TempDir Path directory) throws Exception {
    Path bundle = directory.resolve("bundle");
    for (Map.Entry<String, String> file : PIGEON.entrySet()) {
      write(bundle.resolve(file.getKey()), file.getValue());
    }
    WireMockServer pigeon =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    pigeon.start();
    pigeon.stubFor(
        post(urlEqualTo("/prices/US"))
            .willReturn(okJson("{\"price\": \"1.234\", \"currency\": \"KWD\", \"seeds\": 7}")));

    try (Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.definitions", bundle.toString())
                .with("gateway.partners.pigeon.base-url", pigeon.baseUrl())
                .with("gateway.partners.pigeon.credentials.token", "coo"))) {
      CanonicalApi api = new CanonicalApi(sandbox.gatewayAddress(), Sandbox.TOKEN);

      JsonNode rates = api.post("/v1/rates", null, JSON.readTree(QUESTION.formatted(50)));

      assertThat(rates)
          .isEqualTo(
              JSON.readTree(
                  """
                  {"rates": [{"carrier": "pigeon", "service": "pigeon_direct",
                              "total_charge": {"amount": 1234, "currency": "KWD"}}]}"""));
      pigeon.verify(
          1,
          postRequestedFor(urlEqualTo("/prices/US"))
              .withHeader("Authorization", equalTo("Bearer coo"))
              .withRequestBody(equalToJson("{\"to\": \"KW\", \"grams\": 50}")));
      assertThat(api.get("/v1/partners").toString()).contains("Pigeon Post");

      assertThatThrownBy(() -> api.post("/v1/rates", null, JSON.readTree(QUESTION.formatted(76))))
          .as("its contract is enforced")
          .hasMessageContaining("/grams");
      pigeon.verify(1, postRequestedFor(urlEqualTo("/prices/US")));
    } finally {
      pigeon.stop();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
