package org.partnergateway.tests.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.files.As2LibPartner.Sent;
import org.partnergateway.tests.files.As2LibPartner.Way;

/** A retailer that buys by EDI over AS2, with as2-lib as the retailer at both ends. */
class EdiByAs2Test {
  private static final String ORDER =
      """
      ISA*00*          *00*          *ZZ*RETAILER       *ZZ*MERCHANT       *261120*0930*^*00501*000000007*0*P*>~\
      GS*PO*RETAILER*MERCHANT*20261120*0930*7*X*005010~\
      ST*850*0001~BEG*00*SA*PO-7**20261120~CUR*BY*USD~N1*ST*Harbor Market*92*00817~N3*350 Fifth Avenue~\
      N4*New York*NY*10118*US~PO1*1*24*EA*34.98**UP*012345678905*VN*KETTLE-12~CTT*1~SE*9*0001~GE*1*7~IEA*1*000000007~\
      """;

  private static final As2Identity OURS = As2Identity.of("merchant");
  private static final As2Identity THEIRS = As2Identity.of("owl");

  private static @TempDir Path directory;
  private static As2LibPartner retailer;
  private static FilesGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    retailer = new As2LibPartner(THEIRS, OURS);
    Map<String, String> said = new HashMap<>();
    said.put("settings.our_id", "MERCHANT");
    said.put("settings.their_id", "RETAILER");
    said.put("settings.as2_url", retailer.url().toString());
    said.put("settings.as2_our_id", As2LibPartner.OURS);
    said.put("settings.as2_their_id", As2LibPartner.ID);
    said.put("settings.as2_certificate", THEIRS.certificatePem());
    said.put("credentials.as2_key", OURS.keyPem());
    Map<String, String> settings = new HashMap<>();
    said.forEach((name, value) -> settings.put("gateway.partners.edi-retailer." + name, value));
    gateway = FilesGateway.start(directory, settings);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    retailer.close();
  }

  @Test
  void anOrderComesByAs2AndWhatAnswersItGoesTheSameWay() throws Exception {
    String address = "http://127.0.0.1:%d/partners/edi-retailer/as2".formatted(gateway.port());
    for (int time = 0; time < 2; time++) {
      Sent sent = retailer.send(address, "po-7.edi", ORDER.getBytes(UTF_8), new Way());
      assertThat(sent.disposition()).contains("processed");
      assertThat(sent.matched()).hasSize(1);
    }
    // The same interchange once more is answered once more, and nothing else comes of it.
    Await.until("both 997 are there", () -> received("ST*997*").size() == 2);
    assertThat(received("ST*997*"))
        .allSatisfy(one -> assertThat(one).contains("AK1*PO*7*005010~", "AK5*A~", "AK9*A*1*1*1~"));

    JsonNode order = Await.value("the order is there", () -> orders().stream().findFirst());
    assertThat(order.path("order_number").asText()).isEqualTo("PO-7");
    assertThat(
            gateway
                .call(
                    "POST",
                    "/v1/orders/" + order.path("id").asText() + "/acknowledgements",
                    BodyPublishers.ofString("{}"))
                .statusCode())
        .isEqualTo(200);
    Await.until("the 855 is there", () -> received("ST*855*").size() == 1);
    assertThat(received("ST*855*").getFirst()).contains("BAK*00*AD*PO-7", "ACK*IA*24*EA~");
    assertThat(orders()).hasSize(1);
  }

  private static List<String> received(String part) {
    return retailer.received().stream()
        .map(one -> new String(one.content(), UTF_8))
        .filter(text -> text.contains(part))
        .toList();
  }

  private static List<JsonNode> orders() throws Exception {
    JsonNode page = StrictJson.read(gateway.call("GET", "/v1/orders?partner=edi-retailer").body());
    return page.path("data").valueStream().toList();
  }
}
