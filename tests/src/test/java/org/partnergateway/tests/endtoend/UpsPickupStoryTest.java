package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** UPS fetches parcels once for an address and a day, and is called off. */
@SharesSandbox
class UpsPickupStoryTest {
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
    return api.post(
            "/v1/pickups", RunningSandbox.fresh("pickup"), Bodies.pickup(sandbox.booked().id()))
        .expect(201);
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
