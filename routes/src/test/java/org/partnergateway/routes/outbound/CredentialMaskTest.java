package org.partnergateway.routes.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.operations.PartnerOperations;
import org.partnergateway.routes.store.operations.SentRequest;

class CredentialMaskTest {
  private static SentRequest request(String body) {
    return new SentRequest(
        "POST", "/subscribe", Map.of("a", "b"), "application/json", body.getBytes(UTF_8));
  }

  private static CredentialMask mask(String secret) {
    ObjectNode credentials = StrictJson.nodes().objectNode().put("hook", secret);
    return CredentialMask.of(PartnerOperations.withCredentials(credentials));
  }

  @Test
  void aCredentialIsKeptByItsNameAndComesBackByteForByte() {
    SentRequest sent = request("{\"credential\": \"s3cret\", \"name\": \"Zoë\"}");

    SentRequest hidden = mask("s3cret").hide(sent);

    assertThat(hidden).isNotNull();
    assertThat(new String(hidden.body(), UTF_8))
        .isEqualTo("{\"credential\": \"{{credential:hook}}\", \"name\": \"Zoë\"}");
    assertThat(mask("s3cret").show(hidden)).usingRecursiveComparison().isEqualTo(sent);
  }

  @Test
  void aCredentialThatIsWrittenInAnotherWayIsNotKeptAtAll() {
    assertThat(mask("a\"b").hide(request("{\"credential\": \"a\\\"b\"}"))).isNull();
  }

  @Test
  void whatNeedsNoCredentialIsKeptAsItIs() {
    SentRequest sent = request("{}");
    CredentialMask none =
        CredentialMask.of(PartnerOperations.withCredentials(StrictJson.nodes().objectNode()));

    assertThat(none.hide(sent)).isSameAs(sent);
  }
}
