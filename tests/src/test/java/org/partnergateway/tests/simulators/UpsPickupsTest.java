package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpsPickupsTest {
  private final SettableClock clock = new SettableClock();
  private final UpsSimulator simulator =
      new UpsSimulator(new RecordingSender(), "id", "secret", clock, Duration.ZERO);
  private final UpsCaller ups = new UpsCaller(simulator).login();

  private String made(ObjectNode request) {
    return ups.post(UpsCaller.PICKUP, request).at("/PickupCreationResponse/PRN");
  }

  private static ObjectNode with(String pointer, String value) {
    ObjectNode request = UpsCaller.pickup();
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) request.at("/PickupCreationRequest" + pointer.substring(0, slash)))
        .put(pointer.substring(slash + 1), value);
    return request;
  }

  @Test
  void comesOnceForAnAddressAndADay() {
    String number = made(UpsCaller.pickup());

    assertThat(number).hasSize(11);
    assertThat(made(UpsCaller.pickup())).isEqualTo(number);
    assertThat(made(with("/PickupDateInfo/PickupDate", "20261124"))).isNotEqualTo(number);
    assertThat(simulator.effects()).containsEntry("pickups", 2L);
  }

  @Test
  void isCanceledOnceAndCanBeAskedForAgain() {
    String number = made(UpsCaller.pickup());

    assertThat(ups.cancelPickup(number).status()).isEqualTo(200);
    assertThat(ups.cancelPickup(number).code()).isEqualTo("9510005");
    assertThat(ups.cancelPickup("29290000000").code()).isEqualTo("9510004");
    assertThat(made(UpsCaller.pickup())).isNotEqualTo(number);
    assertThat(simulator.effects())
        .containsEntry("pickups", 2L)
        .containsEntry("pickup-cancellations", 1L);
  }

  @Test
  void isCompletedOnceItsTimeHasPassedAtThePlace() {
    String number = made(UpsCaller.pickup());
    clock.forward(Duration.ofHours(21));
    ups.login();

    assertThat(ups.cancelPickup(number).code()).isEqualTo("9510006");
    assertThat(simulator.effects()).containsEntry("pickup-cancellations", 0L);
  }

  @ParameterizedTest
  @CsvSource({
    "/PickupDateInfo/PickupDate, 20261122, 9510003",
    "/PickupDateInfo/PickupDate, 20261131, 9510001",
    "/PickupDateInfo/ReadyTime, 1700, 9510002",
    "/PickupAddress/ContactName, Dispatch of the Night Shift, 9510001",
    "/PickupAddress/PostalCode, 07114-0042, 9510001",
    "/PickupAddress/Phone/Number, none, 9510001",
    "/PickupPiece/0/Quantity, 1000, 9510001",
    "/Shipper/Account/AccountNumber, '', 9510001",
  })
  void refusesWhatIsWrong(String pointer, String value, String code) {
    UpsCaller.Answer answer = ups.post(UpsCaller.PICKUP, with(pointer, value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(simulator.effects()).containsEntry("pickups", 0L);
  }
}
