package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When something arrives, or is to arrive: a moment, or some time on a day at the destination.
 *
 * @param day at the destination
 * @param moment null when only the day is known
 */
record Arrival(LocalDate day, @Nullable OffsetDateTime moment) implements Comparable<Arrival> {
  private static final int DATE = 10;

  /**
   * As a carrier estimates it. Where it says only how many business days it takes, Saturdays and
   * Sundays are not counted; its holidays are not known.
   *
   * @param handedOver the day on which the carrier gets it
   * @return null when the carrier says nothing of it
   */
  static @Nullable Arrival of(JsonNode rate, LocalDate handedOver) {
    JsonNode estimated = rate.path("estimated_delivery");
    if (estimated.isTextual()) {
      return read(estimated.asText());
    }
    JsonNode days = rate.path("transit_days");
    return days.isInt() ? new Arrival(after(handedOver, days.asInt()), null) : null;
  }

  /** A date, or a moment with its offset. */
  static Arrival read(String text) {
    if (text.length() == DATE) {
      return new Arrival(LocalDate.parse(text), null);
    }
    OffsetDateTime moment = OffsetDateTime.parse(text);
    return new Arrival(moment.toLocalDate(), moment);
  }

  private static LocalDate after(LocalDate from, int businessDays) {
    LocalDate day = from;
    int left = businessDays;
    while (left > 0) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return day;
  }

  /** Whether it certainly is there by then: what comes some time on a day may come at its end. */
  boolean isBy(Arrival latest) {
    if (latest.moment == null) {
      return !day.isAfter(latest.day);
    }
    return moment == null ? day.isBefore(latest.day) : !moment.isAfter(latest.moment);
  }

  /** The earlier first; of one day, a promised moment before some time on it. */
  @Override
  public int compareTo(Arrival other) {
    if (moment != null && other.moment != null) {
      return moment.compareTo(other.moment);
    }
    int byDay = day.compareTo(other.day);
    return byDay != 0 ? byDay : Boolean.compare(moment == null, other.moment == null);
  }

  @Override
  public String toString() {
    return moment == null ? day.toString() : moment.toString();
  }
}
