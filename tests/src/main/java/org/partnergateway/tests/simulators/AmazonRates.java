package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** What one seller's account may ask of each operation: requests a second, and how many at once. */
public record AmazonRates(
    Rate searchOrders, Rate getOrder, Rate confirmShipment, Rate patchListing, Feeds feeds) {
  /** What may be asked about feeds. */
  public record Feeds(Rate createDocument, Rate create, Rate get, Rate getDocument) {
    /** The published defaults. */
    public static final Feeds PUBLISHED =
        new Feeds(new Rate(0.5, 15), new Rate(0.0083, 15), new Rate(2, 15), new Rate(0.0222, 10));
  }

  /** Requests a second and burst. */
  public record Rate(double perSecond, int burst) {
    RateLimitMeter meter(InstantSource clock) {
      return new RateLimitMeter(clock, perSecond, Duration.ofSeconds(1), burst);
    }

    /** As the header {@code x-amzn-RateLimit-Limit} writes it. */
    String header() {
      return String.format(Locale.ROOT, "%.4f", perSecond).replaceFirst("\\.?0+$", "");
    }
  }

  /** The published defaults. */
  public static AmazonRates published() {
    return new AmazonRates(
        new Rate(0.0056, 20), new Rate(0.5, 30), new Rate(2, 10), new Rate(5, 5), Feeds.PUBLISHED);
  }

  /**
   * The published defaults, but orders may be searched this often, as large accounts are granted.
   */
  public static AmazonRates withSearches(double perSecond, int burst) {
    AmazonRates published = published();
    return new AmazonRates(
        new Rate(perSecond, burst),
        published.getOrder,
        published.confirmShipment,
        published.patchListing,
        published.feeds);
  }
}
