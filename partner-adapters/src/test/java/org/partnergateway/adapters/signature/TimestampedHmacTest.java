package org.partnergateway.adapters.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampedHmacTest {
  private static final String BODY = "{\"id\":\"evt_1\",\"name\":\"Zoë\"}";
  private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
  private static final Pattern SIGN = Pattern.compile("sign\\(([^,]+),(-?\\d+)\\)");

  private final SignatureVerifier verifier =
      new TimestampedHmac("Acme-Signature", List.of("new", "old"), Duration.ofSeconds(300));

  /** In headers, {@code @n} is n seconds from now and {@code sign(key,n)} a signature for then. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a good one                 | t=@0,v1=sign(new,0)                    | verified",
        "spaces between the parts   | t=@0, v1=sign(new,0)                   | verified",
        "upper-case hex             | t=@0,v1=UPPER(sign(new,0))             | verified",
        "other order                | v1=sign(new,0),t=@0                    | verified",
        "the secret before          | t=@0,v1=sign(old,0)                    | verified",
        "two signatures             | t=@0,v1=sign(other,0),v1=sign(new,0)   | verified",
        "an older scheme beside it  | t=@0,v1=sign(new,0),v0=sign(other,0)   | verified",
        "just old enough            | t=@-300,v1=sign(new,-300)              | verified",
        "just early enough          | t=@300,v1=sign(new,300)                | verified",
        "stale                      | t=@-301,v1=sign(new,-301)              | 301 seconds in the past",
        "from the future            | t=@301,v1=sign(new,301)                | 301 seconds in the future",
        "wrong secret               | t=@0,v1=sign(other,0)                  | matches none",
        "time changed               | t=@1,v1=sign(new,0)                    | matches none",
        "only the older scheme      | t=@0,v0=sign(new,0)                    | no v1 signature",
        "no timestamp               | v1=sign(new,0)                         | no timestamp",
        "two timestamps             | t=@0,t=@0,v1=sign(new,0)               | two timestamps",
        "timestamp is no number     | t=now,v1=sign(new,0)                   | not a number",
        "negative timestamp         | t=-5,v1=sign(new,0)                    | not a number",
        "endless timestamp          | t=99999999999999999999,v1=sign(new,0)  | not a number",
        "empty timestamp            | t=,v1=sign(new,0)                      | not a number",
        "signature is no hex        | t=@0,v1=zz                             | 64 hex digits",
        "signature is cut           | t=@0,v1=abcdef                         | 64 hex digits",
        "nothing readable           | hello                                  | no timestamp",
        "only commas                | ,,,                                    | no timestamp",
      })
  void tellsGoodSignaturesFromOthers(String name, String header, String expected) throws Exception {
    SignatureCheck check = verify(Map.of("acme-signature", fill(header)), BODY);
    if (expected.equals("verified")) {
      assertThat(check).isEqualTo(SignatureCheck.VERIFIED);
    } else {
      assertThat(check).isInstanceOf(SignatureCheck.Refused.class);
      assertThat(((SignatureCheck.Refused) check).reason())
          .contains(expected)
          .contains("acme-signature");
    }
  }

  @Test
  void refusesAMessageWithoutTheHeader() {
    assertThat(verify(Map.of(), BODY).verified()).isFalse();
    assertThat(verify(Map.of("acme-signature", ""), BODY).verified()).isFalse();
  }

  @Test
  void refusesABodyThatDiffersInOneByte() throws Exception {
    Map<String, String> headers = Map.of("acme-signature", fill("t=@0,v1=sign(new,0)"));
    assertThat(verify(headers, BODY + " ").verified()).isFalse();
    assertThat(verify(headers, BODY.replace("Zoë", "Zoe")).verified()).isFalse();
    assertThat(verify(headers, "").verified()).isFalse();
  }

  private SignatureCheck verify(Map<String, String> headers, String body) {
    return verifier.verify(headers, body.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static String fill(String header) throws Exception {
    Matcher signs = SIGN.matcher(header);
    StringBuilder filled = new StringBuilder();
    while (signs.find()) {
      signs.appendReplacement(filled, sign(signs.group(1), at(signs.group(2))));
    }
    signs.appendTail(filled);
    String text = Pattern.compile("@(-?\\d+)").matcher(filled).replaceAll(m -> "" + at(m.group(1)));
    return Pattern.compile("UPPER\\((.*)\\)")
        .matcher(text)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private static long at(String offset) {
    return NOW.getEpochSecond() + Long.parseLong(offset);
  }

  private static String sign(String key, long seconds) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = seconds + "." + BODY;
    return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
