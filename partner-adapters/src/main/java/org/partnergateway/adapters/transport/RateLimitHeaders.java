package org.partnergateway.adapters.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Heard;
import org.partnergateway.adapters.policy.Heard.Quota;
import org.partnergateway.adapters.policy.Heard.Remaining;
import org.partnergateway.adapters.transport.ItemList.Item;

/**
 * Reads what answers say of a partner's limit: {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers-11), and a header of the partner's own with the calls a
 * second. What is malformed says nothing.
 */
public final class RateLimitHeaders {
  private static final String REMAINING = "ratelimit";
  private static final String POLICY = "ratelimit-policy";
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,9})?");
  private static final long LONGEST_SECONDS = Duration.ofDays(2).toSeconds();

  private RateLimitHeaders() {}

  /**
   * What they say, but for {@code Retry-After}.
   *
   * @param headers by lower-case name
   * @param rateHeader lower-case name of the partner's own; null for none
   */
  public static Heard read(Map<String, String> headers, @Nullable String rateHeader) {
    String remaining = headers.get(REMAINING);
    String policy = headers.get(POLICY);
    String rate = rateHeader == null ? null : headers.get(rateHeader);
    if (remaining == null && policy == null && rate == null) {
      return Heard.NOTHING;
    }
    return new Heard(
        null,
        rate == null ? null : decimal(rate),
        policy == null ? null : quota(policy),
        remaining == null ? null : remaining(remaining));
  }

  private static @Nullable Double decimal(String text) {
    String number = text.strip();
    double value = DECIMAL.matcher(number).matches() ? Double.parseDouble(number) : 0;
    return value > 0 ? value : null;
  }

  /** The slowest of them, which keeps to the others too. */
  private static @Nullable Quota quota(String text) {
    Quota slowest = null;
    for (Item item : itemsIn(text)) {
      long calls = item.numbers().getOrDefault("q", 0L);
      long seconds = item.numbers().getOrDefault("w", 0L);
      boolean ofRequests = item.words().getOrDefault("qu", "requests").equals("requests");
      if (calls > 0 && seconds > 0 && seconds <= LONGEST_SECONDS && ofRequests) {
        Quota quota = new Quota(calls, Duration.ofSeconds(seconds));
        if (slowest == null || perSecond(quota) < perSecond(slowest)) {
          slowest = quota;
        }
      }
    }
    return slowest;
  }

  private static double perSecond(Quota quota) {
    return (double) quota.calls() / quota.window().toSeconds();
  }

  /** The least of them, and of equals the one that lasts longest. */
  private static @Nullable Remaining remaining(String text) {
    Remaining least = null;
    for (Item item : itemsIn(text)) {
      long calls = item.numbers().getOrDefault("r", -1L);
      long seconds = Math.clamp(item.numbers().getOrDefault("t", 0L), 0, LONGEST_SECONDS);
      Remaining one = new Remaining(calls, Duration.ofSeconds(seconds));
      if (calls >= 0 && (least == null || isTighter(one, least))) {
        least = one;
      }
    }
    return least;
  }

  private static boolean isTighter(Remaining one, Remaining other) {
    return one.calls() < other.calls()
        || one.calls() == other.calls() && one.reset().compareTo(other.reset()) > 0;
  }

  private static List<Item> itemsIn(String text) {
    List<Item> items = ItemList.read(text);
    return items == null ? List.of() : items;
  }
}
