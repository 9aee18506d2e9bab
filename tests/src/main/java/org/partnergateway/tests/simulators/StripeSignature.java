package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks as Stripe does. */
public final class StripeSignature {
  /** The header that carries the signature. */
  public static final String HEADER = "Stripe-Signature";

  private StripeSignature() {}

  /**
   * The value of the {@value #HEADER} header: {@code t=<epoch seconds>,v1=<hex>}, where the second
   * is HMAC-SHA256 over the seconds, a dot and the raw body.
   */
  public static String sign(String secret, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update((timestamp.getEpochSecond() + ".").getBytes(UTF_8));
      return "t=%d,v1=%s"
          .formatted(timestamp.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HMAC-SHA256", e);
    }
  }
}
