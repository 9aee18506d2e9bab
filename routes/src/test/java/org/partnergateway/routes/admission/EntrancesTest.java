package org.partnergateway.routes.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntrancesTest {
  private final Entrances entrances = new Entrances();

  EntrancesTest() {
    entrances.add("POST", "/v1/rates", Entrance.LOOK_UP);
    entrances.add("POST", "/v1/shipments", Entrance.WRITE);
    entrances.add("GET", "/v1/shipments", Entrance.READ);
    entrances.add("GET", "/v1/shipments/{shipment_id}/label", Entrance.LOOK_UP);
    entrances.add("POST", "/v1/orders/{order_id}/refresh", Entrance.LOOK_UP);
    entrances.add("GET", "/v1/tracking/{carrier}/{tracking_number}", Entrance.LOOK_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/rates, LOOK_UP",
    "GET,  /v1/rates, READ",
    "POST, /v1/shipments, WRITE",
    "GET,  /v1/shipments, READ",
    "GET,  /v1/shipments/shp_1/label, LOOK_UP",
    "GET,  /v1/shipments/shp_1, READ",
    "POST, /v1/orders/ord_1/refresh, LOOK_UP",
    "GET,  /v1/tracking/ups/1Z, LOOK_UP",
    "GET,  /v1/tracking/ups/1Z/, READ",
    "POST, /v1/shipments/, READ",
    "POST, /partners/stripe/webhooks, WEBHOOK",
    "GET,  /partners/, WEBHOOK",
    "GET,  /, READ",
    "GET,  '', READ",
    "GET,  /v1, READ",
    "GET,  /v1/, READ"
  })
  void ofEachRequest(String method, String path, Entrance expected) {
    assertThat(entrances.of(method, path)).isEqualTo(expected);
  }
}
