package org.partnergateway.adapters.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.contracts.json.StrictJson;

/** What the partners' own libraries sign is taken, and nothing that was changed since. */
class OfficialLibrariesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
  private static final Duration TOLERANCE = Duration.ofSeconds(300);
  private static final String HEX =
      "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
  private static final String OTHER_HEX = HEX.replace('4', '5');

  private static final SignatureDefinition.HmacFields FIELDS =
      new SignatureDefinition.HmacFields(
          JsonPointer.compile("/notificationItems"),
          JsonPointer.compile("/NotificationRequestItem"),
          Stream.of(
                  "/pspReference",
                  "/originalReference",
                  "/merchantAccountCode",
                  "/merchantReference",
                  "/amount/value",
                  "/amount/currency",
                  "/eventCode",
                  "/success")
              .map(JsonPointer::compile)
              .toList(),
          JsonPointer.compile("/additionalData/hmacSignature"),
          false,
          List.of("hmac_key", "hmac_key_previous"));

  private final HmacFields fields = new HmacFields(FIELDS, List.of(OTHER_HEX, HEX));

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      nullValues = "null",
      value = {
        "8515131751004933, null,             order 7",
        "8515131751004933, 8313842560770001, 'a:b'",
        "8515131751004933, 8313842560770001, 'a\\b:c\\\\'",
        "8515131751004933, null,             Zoë € 日本",
        "8515131751004933, null,             null",
      })
  void takesWhatAdyensLibrarySigns(String psp, String original, String reference) throws Exception {
    ObjectNode first = item(psp, original, reference, HEX);
    ObjectNode second = item(psp + "9", original, reference, OTHER_HEX);
    assertThat(check(message(first, second))).isEqualTo(SignatureCheck.VERIFIED);
  }

  @ParameterizedTest(name = "{0} of the second item changed")
  @CsvSource({
    "pspReference",
    "originalReference",
    "merchantAccountCode",
    "merchantReference",
    "eventCode",
    "success",
    "amount",
    "additionalData",
  })
  void refusesAMessageOfWhichOneItemIsNotProven(String member) throws Exception {
    ObjectNode bad = item("2", "1", "r", HEX);
    switch (member) {
      case "amount" -> ((ObjectNode) bad.get(member)).put("value", 1131);
      case "additionalData" -> ((ObjectNode) bad.get(member)).remove("hmacSignature");
      case "success" -> bad.put(member, "false");
      default -> bad.put(member, "other");
    }
    SignatureCheck check = check(message(item("1", "0", "r", HEX), bad));
    assertThat(check).isInstanceOf(SignatureCheck.Refused.class);
    assertThat(((SignatureCheck.Refused) check).reason()).contains("tem 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"notificationItems\": []}", "{\"notificationItems\": {}}", "no JSON", "''"})
  void refusesABodyWithoutItems(String body) {
    assertThat(fields.verify(Map.of(), body.getBytes(UTF_8), NOW).verified()).isFalse();
  }

  @Test
  void refusesItemsThatAreSignedByAnotherKey() throws Exception {
    String strange = HEX.replace('C', 'D');
    assertThat(check(message(item("1", "0", "r", strange))).verified()).isFalse();
  }

  private SignatureCheck check(ObjectNode message) {
    return fields.verify(Map.of(), StrictJson.write(message), NOW);
  }

  private static ObjectNode message(ObjectNode... items) {
    ObjectNode message = StrictJson.nodes().objectNode().put("live", "false");
    ArrayNode list = message.putArray("notificationItems");
    for (ObjectNode item : items) {
      list.addObject().set("NotificationRequestItem", item);
    }
    return message;
  }

  private static ObjectNode item(String psp, String original, String reference, String key)
      throws Exception {
    NotificationRequestItem item = new NotificationRequestItem();
    item.setPspReference(psp);
    item.setOriginalReference(original);
    item.setMerchantAccountCode("Sandbox");
    item.setMerchantReference(reference);
    item.setAmount(new Amount().currency("EUR").value(1130L));
    item.setEventCode("AUTHORISATION");
    item.setSuccess(true);
    ObjectNode tree = StrictJson.nodes().objectNode();
    tree.putObject("additionalData")
        .put("hmacSignature", new HMACValidator().calculateHMAC(item, key));
    tree.putObject("amount").put("currency", "EUR").put("value", 1130);
    tree.put("eventCode", "AUTHORISATION");
    tree.put("merchantAccountCode", "Sandbox");
    tree.put("merchantReference", reference);
    tree.put("originalReference", original);
    tree.put("pspReference", psp);
    tree.put("success", "true");
    return tree;
  }

  @ParameterizedTest(name = "{0} seconds off, {1}: {2}")
  @CsvSource({
    "0,    as signed, true",
    "-300, as signed, true",
    "300,  as signed, true",
    "-301, as signed, false",
    "301,  as signed, false",
    "0,    body,      false",
    "0,    id,        false",
    "0,    time,      false",
  })
  void takesWhatTheStandardsLibrarySigns(long off, String changed, boolean verified)
      throws Exception {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    long time = NOW.getEpochSecond() + off;
    String signature = new Webhook(secret).sign("msg_1", time, "{\"a\":\"ü\"}");
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            changed.equals("id") ? "msg_2" : "msg_1",
            "webhook-timestamp",
            Long.toString(changed.equals("time") ? time + 1 : time),
            "webhook-signature",
            "v1,AAAA v2,xx v1a,AAAA " + signature);
    StandardWebhooks verifier =
        new StandardWebhooks("Webhook-", List.of("whsec_AAAA", secret), TOLERANCE);
    String body = changed.equals("body") ? "{\"a\":\"u\"}" : "{\"a\":\"ü\"}";
    assertThat(verifier.verify(headers, body.getBytes(UTF_8), NOW).verified()).isEqualTo(verified);
  }

  @ParameterizedTest(name = "{0} seconds off: {1}")
  @CsvSource({"0, true", "-300, true", "300, true", "-301, false", "301, false"})
  void takesWhatStripesLibrarySigns(long off, boolean verified) throws Exception {
    long time = NOW.getEpochSecond() + off;
    String signature =
        com.stripe.net.Webhook.Util.computeHmacSha256("whsec_1", time + ".{\"id\":\"evt_1\"}");
    TimestampedHmac verifier =
        new TimestampedHmac("Stripe-Signature", List.of("new", "whsec_1"), TOLERANCE);
    assertThat(
            verifier
                .verify(
                    Map.of("stripe-signature", "t=" + time + ",v1=" + signature),
                    "{\"id\":\"evt_1\"}".getBytes(UTF_8),
                    NOW)
                .verified())
        .isEqualTo(verified);
  }
}
