package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.adapters.definition.PollDefinition;
import org.partnergateway.routes.inbound.Poller;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.InboxReader;

/** A poll that only tells of orders, each of which is then asked for. */
@SharesSeveralPartners
class PollEachTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARKETPLACE = SeveralPartners.MARKETPLACE;

  private final SeveralPartners partners;
  private final String one = RunningSandbox.fresh("order");
  private final String other = RunningSandbox.fresh("order");

  PollEachTest(SeveralPartners partners) {
    this.partners = partners;
  }

  @BeforeEach
  void bothCanBeFetched() {
    fetched(one, 200);
    fetched(other, 200);
  }

  @Test
  void what_is_known_is_not_asked_for_again() {
    told("1", one, "new");
    poll();
    poll();

    assertThat(asked(one)).isEqualTo(1);
    assertThat(kept(one, "new")).isPresent();
    assertThat(kept(one, "new").orElseThrow().path("whole").asBoolean()).isTrue();

    told("2", one, "changed");
    poll();
    assertThat(asked(one)).as("another state is other news").isEqualTo(2);
  }

  @Test
  void one_that_is_gone_is_passed_over() {
    fetched(one, 422);
    told(one, one, "new", other, "new");

    poll();

    assertThat(kept(one, "new")).isEmpty();
    assertThat(kept(other, "new")).isPresent();
    assertThat(checkpoint()).isEqualTo(one);
  }

  @Test
  void a_failure_leaves_the_checkpoint_where_it_was() {
    told("before " + one, one, "new");
    poll();
    fetched(other, 503);
    told("after " + one, one, "new", other, "new");

    poll();

    assertThat(kept(other, "new")).isEmpty();
    assertThat(checkpoint()).isEqualTo("before " + one);

    fetched(other, 200);
    poll();
    assertThat(kept(other, "new")).isPresent();
    assertThat(asked(one)).isEqualTo(1);
    assertThat(checkpoint()).isEqualTo("after " + one);
  }

  private void poll() {
    PollDefinition poll =
        bean(PartnerRegistry.class).get(MARKETPLACE).definition().polls().get("orders");
    bean(Poller.class).poll(MARKETPLACE, poll);
  }

  /** From now on the marketplace tells of these orders, each in that state. */
  private void told(String until, String... numbersAndStates) {
    ObjectNode answer = JSON.createObjectNode().put("until", until);
    ArrayNode orders = answer.putArray("told");
    for (int i = 0; i < numbersAndStates.length; i += 2) {
      orders.addObject().put("number", numbersAndStates[i]).put("state", numbersAndStates[i + 1]);
    }
    partners.answers(MARKETPLACE, "/told", answer.toString());
  }

  private void fetched(String number, int status) {
    String body = JSON.createObjectNode().put("number", number).put("whole", true).toString();
    partners.answers(
        any(urlPathEqualTo("/" + MARKETPLACE + "/orders/" + number)),
        aResponse()
            .withStatus(status)
            .withHeader("Content-Type", "application/json")
            .withBody(body));
  }

  private int asked(String number) {
    return partners.arrived(MARKETPLACE, "/orders/" + number).size();
  }

  /** The body under which the order is in the inbox in that state. */
  private Optional<JsonNode> kept(String number, String state) {
    InboundMessage sought =
        new InboundMessage(
            MARKETPLACE,
            "order",
            number + ":" + state,
            JSON.createObjectNode(),
            new byte[0],
            Instant.EPOCH);
    InboxReader reader = bean(InboxReader.class);
    return reader.firstOf(sought).flatMap(reader::find).map(item -> tree(item.message().body()));
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("what is kept is JSON", e);
    }
  }

  private String checkpoint() {
    return bean(InboxReader.class).checkpoint(MARKETPLACE, "orders").orElseThrow().asText();
  }

  private <T> T bean(Class<T> type) {
    return partners.sandbox().gateway().getBean(type);
  }
}
