package org.partnergateway.tests.endtoend;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** UPS fetches parcels once for an address and a day, and is called off. */
@ExtendWith(SandboxExtension.class)
class UpsPickupStoryTest {
  private static final ZoneId OAKLAND = ZoneId.of("America/Los_Angeles");

  private final RunningSandbox sandbox;
  private final Api api;

  UpsPickupStoryTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  private long effects(String effect) {
    return sandbox.partners().effects("ups").get(effect);
  }

  private ApiAnswer scheduled() {
    ObjectNode body = Bodies.object().put("carrier", "ups");
    ObjectNode address = Bodies.address("Shipping Desk");
    address.putArray("lines").add(RunningSandbox.fresh("1200 Harbor Way"));
    body.set("address", address);
    // Midnight UTC lies in between.
    ZonedDateTime noon = LocalDate.now(OAKLAND).plusDays(2).atTime(LocalTime.NOON).atZone(OAKLAND);
    body.putObject("window")
        .put("earliest", ISO_OFFSET_DATE_TIME.format(noon))
        .put("latest", ISO_OFFSET_DATE_TIME.format(noon.plusHours(5)));
    body.withArray("shipment_ids").add(sandbox.booked().id());
    return api.post("/v1/pickups", RunningSandbox.fresh("pickup"), body).expect(201);
  }

  @Test
  void aPickupIsScheduledAndCanceled() {
    long pickups = effects("pickups");
    long cancellations = effects("pickup-cancellations");

    ApiAnswer scheduled = scheduled();
    assertThat(scheduled.at("/status")).as(scheduled.json().toString()).isEqualTo("scheduled");
    assertThat(scheduled.at("/confirmation_number")).startsWith("2929");
    assertThat(effects("pickups")).isEqualTo(pickups + 1);

    ApiAnswer canceled =
        api.post(
                "/v1/pickups/" + scheduled.id() + "/cancel",
                RunningSandbox.fresh("cancel"),
                Bodies.object())
            .expect(200);
    assertThat(canceled.at("/status")).isEqualTo("canceled");
    assertThat(effects("pickup-cancellations")).isEqualTo(cancellations + 1);
  }
}
