package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.tests.simulators.UpsCaller.Answer;

/** The simulator says nothing that UPS's contracts don't allow, and takes what our mappings ask. */
final class UpsContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefinitionTree TREE = DefinitionTree.ofDirectory(Path.of(".."));
  private static final SchemaLibrary SCHEMAS = new SchemaLibrary(TREE);
  private static final HttpContract OAUTH = contract("oauth");
  private static final HttpContract RATING = contract("rating");
  private static final HttpContract SHIPPING = contract("shipping");
  private static final HttpContract PICKUPS = contract("pickup");
  private static final HttpContract TRACKING = contract("tracking");
  private static final HttpContract ALERTS = contract("track-alert");

  private final RecordingSender sender = new RecordingSender();
  private final UpsCaller ups =
      new UpsCaller(
              new UpsSimulator(sender, "id", "secret", new SettableClock(), Duration.ofHours(1)))
          .login();

  private static HttpContract contract(String name) {
    return HttpContract.read("contracts/partners/ups/" + name + ".openapi.yaml", TREE, SCHEMAS);
  }

  @Test
  void tokensKeepToTheContract() {
    allowed(OAUTH, "createToken", 200, ups.token("id", "secret"));
    allowed(OAUTH, "createToken", 401, ups.token("id", "wrong"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "multi-line-order", "yen", "kuwaiti-dinar"})
  void whatTheMappingAsksIsPriced(String golden) {
    allowed(RATING, "rate", 200, ups.post(UpsCaller.SHOP, asked("get-rates", golden)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accepted",
        "multi-line-order",
        "accepted-return",
        "non-latin-address",
        "house-number-apart",
        "long-address-lines",
        "missing-optionals"
      })
  void whatTheMappingAsksIsBooked(String golden) {
    JsonNode request = asked("book-shipment", golden);

    allowed(SHIPPING, "createShipment", 200, ups.post(UpsCaller.SHIP, request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accepted",
        "accepted-counted",
        "missing-optionals",
        "multi-line-order",
        "yen",
        "non-latin-address",
        "house-number-apart",
        "long-names"
      })
  void whatTheMappingAsksIsFetched(String golden) {
    allowed(
        PICKUPS, "createPickup", 200, ups.post(UpsCaller.PICKUP, asked("schedule-pickup", golden)));
  }

  @Test
  void whatBecomesOfPickupsKeepsToTheContract() {
    String number =
        ups.post(UpsCaller.PICKUP, UpsCaller.pickup()).at("/PickupCreationResponse/PRN");

    allowed(PICKUPS, "cancelPickup", 200, ups.cancelPickup(number));
    allowed(PICKUPS, "cancelPickup", 400, ups.cancelPickup(number));
    allowed(PICKUPS, "createPickup", 400, ups.call("POST", UpsCaller.PICKUP, "{}"));
  }

  @Test
  void theAnswersOfAShipmentsLifeKeepToTheContract() {
    String number = ups.booked();
    JsonNode label = asked("recover-label", "accepted");
    ((ObjectNode) label.path("LabelRecoveryRequest")).put("TrackingNumber", number);

    allowed(SHIPPING, "recoverLabel", 200, ups.post(UpsCaller.RECOVER, label));
    allowed(TRACKING, "trackDetails", 200, ups.track(number));
    allowed(
        ALERTS,
        "subscribePackages",
        200,
        ups.post(UpsCaller.SUBSCRIBE, UpsCaller.subscription(number)));
    allowed(SHIPPING, "voidShipment", 200, ups.voidShipment(number));
    assertThat(sender.sent)
        .hasSize(4)
        .allSatisfy(
            push -> assertThat(ALERTS.webhook("TrackingEvent").checkBody(push.json())).isEmpty());
  }

  @Test
  void refusalsKeepToTheContract() {
    allowed(SHIPPING, "createShipment", 400, ups.call("POST", UpsCaller.SHIP, "{}"));
    allowed(SHIPPING, "voidShipment", 400, ups.voidShipment("1Z999AA10123456784"));
    allowed(TRACKING, "trackDetails", 404, ups.track("1Z999AA10123456784"));
    allowed(ALERTS, "subscribePackages", 400, ups.call("POST", UpsCaller.SUBSCRIBE, "{}"));
    for (int i = 0; i < 40; i++) {
      ups.call("POST", UpsCaller.SHOP, "{}");
    }
    allowed(RATING, "rate", 429, ups.call("POST", UpsCaller.SHOP, "{}"));
  }

  /** The body that a golden case expects of the request mapping. */
  private static JsonNode asked(String operation, String golden) {
    Path file = Path.of("partners", "ups", operation, golden + ".json");
    try {
      return JSON.readTree(Files.readAllBytes(file)).at("/request/expect/body");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void allowed(HttpContract contract, String operation, int status, Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(
            contract
                .operation(operation)
                .checkResponse(answer.status(), "application/json", answer.body()))
        .isEmpty();
  }
}
