package org.partnergateway.adapters.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.SigningDefinition;

/**
 * Proves to a partner that a request is ours, and not an old one that is played again: a header
 * {@code t=<seconds>,v1=<hex>} over {@code t.body}. Any thread may ask.
 */
public final class RequestSigner {
  private final String header;
  private final SecretKeySpec key;

  private RequestSigner(String header, SecretKeySpec key) {
    this.header = header;
    this.key = key;
  }

  /** Signs as the partner's adapter file says; null when its requests are not signed. */
  public static @Nullable RequestSigner of(Partner partner) {
    SigningDefinition signing = partner.definition().signing();
    return signing == null ? null : of(signing.header(), partner.credential(signing.secret()));
  }

  static RequestSigner of(String header, String secret) {
    return new RequestSigner(header, Hmac.key(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** The header that carries the proof. */
  public String header() {
    return header;
  }

  /** The header's value for a body that is sent at that time. */
  public String sign(byte[] body, Instant now) {
    String time = Long.toString(now.getEpochSecond());
    byte[] prefix = (time + ".").getBytes(StandardCharsets.US_ASCII);
    return "t=" + time + ",v1=" + HexFormat.of().formatHex(Hmac.sign(key, prefix, body));
  }
}
