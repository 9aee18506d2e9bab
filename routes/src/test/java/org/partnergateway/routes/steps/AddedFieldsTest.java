package org.partnergateway.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;

class AddedFieldsTest {
  private static final JsonNode BODY = StrictJson.nodes().objectNode();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AddedFields fields = new AddedFields(meters, nanos::get);

  private void look(String subject, String... added) {
    fields.look("ups", subject, BODY, body -> List.of(added));
  }

  private double counted(String subject) {
    return meters.get("gateway.partner.added.fields").tag("subject", subject).counter().count();
  }

  @Test
  void each_field_counts_once_and_one_message_a_second_is_looked_at() {
    look("get-rates", "/a", "/b");
    assertThat(counted("get-rates")).isEqualTo(2);

    look("get-rates", "/c");
    assertThat(counted("get-rates")).as("too soon to look again").isEqualTo(2);

    nanos.addAndGet(1_000_000_000L);
    look("get-rates", "/a", "/c");
    assertThat(counted("get-rates")).isEqualTo(3);
  }

  @Test
  void kinds_of_messages_are_looked_at_apart() {
    look("get-rates", "/a");
    look("webhook", "/a");
    assertThat(counted("get-rates")).isEqualTo(1);
    assertThat(counted("webhook")).isEqualTo(1);
  }

  @Test
  void of_all_kinds_together_fifty_messages_a_second_are_looked_at_after_a_hundred_at_once() {
    for (int kind = 0; kind < 100; kind++) {
      look("kind-" + kind, "/a");
    }
    assertThat(counted("kind-99")).isEqualTo(1);

    look("one-more", "/a");
    assertThat(meters.find("gateway.partner.added.fields").tag("subject", "one-more").counter())
        .as("too many")
        .isNull();

    nanos.addAndGet(20_000_000L);
    look("one-more", "/a");
    assertThat(counted("one-more")).isEqualTo(1);
  }
}
