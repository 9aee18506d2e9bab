package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One event of a parcel, as the tracking answer and as the pushed alert write it. */
record UpsScan(String type, String code, String description, UpsPlace place, Instant at) {
  private static final DateTimeFormatter DATE = pattern("yyyyMMdd");
  private static final DateTimeFormatter TIME = pattern("HHmmss");
  private static final DateTimeFormatter COLON_TIME = pattern("HH:mm:ss");
  private static final DateTimeFormatter OFFSET = pattern("xxx");

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** An element of {@code activity}. */
  ObjectNode activity() {
    ZonedDateTime local = at.atZone(place.zone());
    ZonedDateTime gmt = at.atZone(ZoneOffset.UTC);
    ObjectNode activity = JsonNodeFactory.instance.objectNode();
    activity
        .putObject("location")
        .putObject("address")
        .put("city", place.city())
        .put("stateProvince", place.state())
        .put("postalCode", place.postalCode())
        .put("country", place.country())
        .put("countryCode", place.country());
    activity
        .putObject("status")
        .put("type", type)
        .put("code", code)
        .put("description", description);
    return activity
        .put("date", DATE.format(local))
        .put("time", TIME.format(local))
        .put("gmtDate", DATE.format(gmt))
        .put("gmtOffset", OFFSET.format(local))
        .put("gmtTime", COLON_TIME.format(gmt));
  }

  /** The body of a push; like UPS it leaves empty what does not apply. */
  ObjectNode alert(String trackingNumber) {
    ZonedDateTime local = at.atZone(place.zone());
    ZonedDateTime gmt = at.atZone(ZoneOffset.UTC);
    boolean delivered = code.equals("FS");
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert
        .put("trackingNumber", trackingNumber)
        .put("localActivityDate", DATE.format(local))
        .put("localActivityTime", TIME.format(local))
        .putObject("activityLocation")
        .put("city", place.city())
        .put("stateProvince", place.state())
        .put("postalCode", delivered ? place.postalCode() : "")
        .put("country", place.country());
    alert
        .putObject("activityStatus")
        .put("type", type)
        .put("code", code)
        .put("description", description);
    return alert
        .put("actualDeliveryDate", delivered ? DATE.format(local) : "")
        .put("actualDeliveryTime", delivered ? TIME.format(local) : "")
        .put("gmtActivityDate", DATE.format(gmt))
        .put("gmtActivityTime", TIME.format(gmt))
        .put("gmtOffset", OFFSET.format(local).replace(':', '.'));
  }
}
