package org.partnergateway.tests.simulators;

import java.time.Instant;
import java.util.List;

/**
 * What was booked.
 *
 * @param id the first parcel's number
 * @param reference ours, where one was given, else empty
 */
record UpsShipment(
    String id,
    List<String> parcels,
    String service,
    String account,
    String reference,
    UpsPlace origin,
    UpsPlace destination,
    Instant bookedAt) {}
