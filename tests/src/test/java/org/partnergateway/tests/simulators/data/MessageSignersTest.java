package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proofs of origin, worked out here by hand once more. */
final class MessageSignersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.ofEpochSecond(1_795_485_600);

  @Test
  void fieldsOfEachItemAreSignedInsideIt() throws Exception {
    JsonNode scheme =
        JSON.readTree(
            """
            {"items": "/list", "item": "/item", "fields": ["/ref", "/none", "/amount/value"],
             "signature": "/extra/sign", "escaped": true}\
            """);
    String key = HexFormat.of().formatHex("a key of mine".getBytes(UTF_8));
    JsonNode body =
        JSON.readTree(
            """
            {"list": [{"item": {"ref": "a:b", "amount": {"value": 10}, "extra": {"x": 1}}}]}\
            """);

    JsonNode signed = new FieldsSigner(scheme, key).inside(body);

    String expected =
        Base64.getEncoder()
            .encodeToString(
                MessageSigners.hmac(
                    "a key of mine".getBytes(UTF_8), "", "a\\:b::10".getBytes(UTF_8)));
    assertThat(signed.at("/list/0/item/extra/sign").asText()).isEqualTo(expected);
    assertThat(signed.at("/list/0/item/extra/x").asInt()).isEqualTo(1);
    assertThat(body.at("/list/0/item/extra").has("sign")).as("the original").isFalse();
  }

  @Test
  void standardWebhooksAreSignedOverIdTimeAndBody() throws Exception {
    JsonNode scheme =
        JSON.readTree(
            "{\"scheme\": \"standard-webhooks\", \"header_prefix\": \"svix-\","
                + " \"secrets\": [\"webhook_secret\"]}");
    byte[] body = "{}".getBytes(UTF_8);

    Map<String, String> headers =
        MessageSigners.of(Heron.blueprint(), scheme, "http://simulator.example").headers(body, NOW);

    String prefix = headers.get("svix-id") + "." + NOW.getEpochSecond() + ".";
    byte[] key = Base64.getDecoder().decode("sandbox+");
    assertThat(headers)
        .containsEntry("svix-timestamp", "1795485600")
        .containsEntry(
            "svix-signature",
            "v1," + Base64.getEncoder().encodeToString(MessageSigners.hmac(key, prefix, body)));
  }
}
