package org.partnergateway.adapters.signature;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Signs messages as Standard Webhooks. */
public final class WebhookSigner {
  private WebhookSigner() {}

  /**
   * The three headers of one message.
   *
   * @param id the same each time that it is sent; without a dot
   * @param now when it is sent this time
   * @param keys each signs: more than one while a key is being changed
   */
  public static Map<String, String> headers(
      String id, Instant now, byte[] body, List<WebhookKey> keys) {
    String time = Long.toString(now.getEpochSecond());
    byte[] prefix = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
    String signatures = keys.stream().map(key -> key.sign(prefix, body)).collect(joining(" "));
    return Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", signatures);
  }
}
