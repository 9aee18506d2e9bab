package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.util.List;

/**
 * How a parcel travels: its label is made when it is booked, and every step later it is picked up,
 * sent on from the hub, on the van, and at the door.
 */
final class UpsJourneys {
  private final Duration step;

  UpsJourneys(Duration step) {
    this.step = step;
  }

  /** All scans of a shipment's parcels, past and future, oldest first. */
  List<UpsScan> scans(UpsShipment shipment) {
    return List.of(
        scan(shipment, 0, "M", "MP", "Shipment Ready for UPS", shipment.origin()),
        scan(shipment, 1, "I", "OR", "Origin Scan", shipment.origin()),
        scan(shipment, 2, "I", "DP", "Departed from Facility", UpsPlace.HUB),
        scan(shipment, 3, "I", "OT", "Out For Delivery", shipment.destination()),
        scan(shipment, 4, "D", "FS", "DELIVERED", shipment.destination()));
  }

  private UpsScan scan(
      UpsShipment shipment, int steps, String type, String code, String text, UpsPlace place) {
    return new UpsScan(type, code, text, place, shipment.bookedAt().plus(step.multipliedBy(steps)));
  }
}
