package org.partnergateway.adapters.as2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.adapters.as2.As2RefusedException.Reason;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.PartnerSettings;

/** Messages and receipts, there and back. That others read them too is shown against as2-lib. */
class As2MessagesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final byte[] CONTENT = "ISA*00*\r\nwith\nlines\r\n~".getBytes(UTF_8);
  private static final long MOST = 1_000_000;

  private static As2Key ours;
  private static As2Key theirs;
  private static As2Key theirNext;

  @BeforeAll
  static void keys() throws Exception {
    ours = key("ours", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)));
    theirs = key("theirs", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)));
    theirNext = key("next", NOW.plus(Duration.ofDays(20)), NOW.plus(Duration.ofDays(90)));
  }

  private static As2Key key(String name, Instant from, Instant to) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    return new As2Key(
        keys.getPrivate(),
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.valueOf(name.hashCode()).abs(),
                        Date.from(from),
                        Date.from(to),
                        subject,
                        keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))));
  }

  /** One end, as the other one sees it. */
  private static As2Party party(
      String from, String to, As2Key own, List<As2Key> others, String encryption, boolean packed) {
    Channel channel =
        new Channel(
            AdapterFiles.partner("acme", AdapterFiles.ACME, PartnerSettings.NONE),
            new org.partnergateway.adapters.definition.ChannelDefinition(
                "edi", unused(), List.of(), false));
    return new As2Party(
        channel,
        URI.create("http://127.0.0.1:1/as2"),
        from,
        to,
        List.of(own),
        others.stream().map(As2Key::certificate).toList(),
        encryption,
        "sha-256",
        packed,
        null);
  }

  private static org.partnergateway.adapters.definition.ChannelDefinition.Carrier unused() {
    var nothing = new org.partnergateway.adapters.definition.TextSource.Fixed("x");
    return new org.partnergateway.adapters.definition.ChannelDefinition.As2(
        nothing,
        nothing,
        nothing,
        "x",
        null,
        List.of(nothing),
        "x",
        "x",
        false,
        null,
        Duration.ofMinutes(1));
  }

  private static As2Party we(String encryption, boolean packed) {
    return party("WE", "THEY", ours, List.of(theirs, theirNext), encryption, packed);
  }

  private static As2Party they() {
    return party("THEY", "WE", theirs, List.of(ours), "aes256-cbc", false);
  }

  private static Map<String, String> lower(As2Outgoing message) {
    Map<String, String> headers = new HashMap<>();
    message.headers().forEach((n, v) -> headers.put(n.toLowerCase(Locale.ROOT), v));
    return headers;
  }

  private static As2Outgoing message(As2Party from) {
    return As2Writer.message(from, "<m1@we>", "a.edi", "application/edi-x12", CONTENT, NOW)
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-gcm", "aes256-gcm"})
  void whatIsSentArrives(String encryption) throws Exception {
    for (boolean packed : new boolean[] {false, true}) {
      As2Outgoing sent = message(we(encryption, packed));
      assertThat(new String(sent.body(), ISO_8859_1)).doesNotContain("ISA*00");
      As2Incoming.Payload payload =
          (As2Incoming.Payload) As2Reader.read(they(), lower(sent), sent.body(), MOST, NOW);

      assertThat(payload.content()).isEqualTo(CONTENT);
      assertThat(payload.name()).isEqualTo("a.edi");
      assertThat(payload.mediaType()).isEqualTo("application/edi-x12");
      assertThat(payload.mic()).isEqualTo(sent.mics().getFirst());
    }
  }

  @Test
  void oneChangedByteIsSeen() throws Exception {
    for (String encryption : List.of("aes256-cbc", "aes256-gcm")) {
      As2Outgoing sent = message(we(encryption, false));
      byte[] changed = sent.body().clone();
      changed[changed.length - 40] ^= 1;
      assertThat(refusal(they(), sent, changed).reason())
          .isIn(Reason.DECRYPTION_FAILED, Reason.AUTHENTICATION_FAILED, Reason.UNEXPECTED);
    }
  }

  @Test
  void moreThanCanBeUnpackedIsNotUnpacked() {
    As2Outgoing sent =
        As2Writer.message(
                we("aes256-cbc", true),
                "<bomb@we>",
                "bomb.edi",
                "application/edi-x12",
                new byte[5_000_000],
                NOW)
            .orElseThrow();
    assertThat(sent.body().length).isLessThan(20_000);
    assertThat(refusal(they(), sent, sent.body()).reason()).isEqualTo(Reason.DECOMPRESSION_FAILED);
  }

  @Test
  void theNextCertificateIsUsedFromItsDayOn() throws Exception {
    As2Party we = we("aes256-cbc", false);
    assertThat(we.recipient(NOW)).contains(theirs.certificate());
    assertThat(we.recipient(NOW.plus(Duration.ofDays(40)))).contains(theirNext.certificate());
    assertThat(we.recipient(NOW.plus(Duration.ofDays(100)))).isEmpty();
    assertThat(
            As2Writer.message(
                we, "<m@we>", "a", "text/plain", CONTENT, NOW.plus(Duration.ofDays(100))))
        .isEmpty();
  }

  @Test
  void aSignatureCountsWhileItsCertificateIsValid() {
    As2Outgoing sent = message(we("aes256-cbc", false));
    As2RefusedException refused =
        catchThrowableOfType(
            As2RefusedException.class,
            () ->
                As2Reader.read(
                    they(), lower(sent), sent.body(), MOST, NOW.plus(Duration.ofDays(31))));
    assertThat(refused.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    assertThat(refused.detail()).contains("is valid from");
  }

  @Test
  void receiptsAreReadAndHeldAgainstWhatWasSent() throws Exception {
    As2Outgoing sent = message(we("aes256-cbc", false));
    As2Outgoing receipt =
        As2Writer.receipt(
            they(),
            "<r1@they>",
            "<m1@we>",
            null,
            sent.mics().getFirst(),
            "All is well.",
            true,
            NOW);
    As2Receipt read =
        As2Reader.receipt(we("aes256-cbc", false), lower(receipt), receipt.body(), NOW);

    assertThat(read.originalMessageId()).isEqualTo("<m1@we>");
    assertThat(read.isProcessed()).isTrue();
    assertThat(read.text()).isEqualTo("All is well.");
    assertThat(read.confirms(sent.mics())).isTrue();
    assertThat(read.confirms(List.of("AAAA, sha-256"))).isFalse();
  }

  @Test
  void anUnsignedReceiptIsNotBelieved() {
    As2Outgoing receipt =
        As2Writer.receipt(
            they(), "<r1@they>", "<m1@we>", null, "x, sha-256", "All is well.", false, NOW);
    As2RefusedException refused = refusal(we("aes256-cbc", false), receipt, receipt.body());
    assertThat(refused.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    assertThat(refused.detail()).contains("not signed").contains("All is well.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"processed", "processed/warning: duplicate-document", "processed / warning: x"})
  void somePartnersWarn(String disposition) {
    assertThat(receipt(disposition).isProcessed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processed/error: decryption-failed",
        "failed/failure: unsupported MIC-algorithms",
        "failed",
        "processed/failure: x"
      })
  void somePartnersFail(String disposition) {
    assertThat(receipt(disposition).isProcessed()).isFalse();
  }

  private static As2Receipt receipt(String disposition) {
    String text =
        "--b\r\nContent-Type: message/disposition-notification\r\n\r\nOriginal-Message-ID: <a@b>\r\nDisposition: automatic-action/MDN-sent-automatically; %s\r\n\r\n--b--\r\n"
            .formatted(disposition);
    try {
      return As2Receipt.of(
          MimeEntity.of(
              Map.of("Content-Type", "multipart/report; boundary=b"), text.getBytes(UTF_8)));
    } catch (As2RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/signed; boundary=b\n\n--b\n\nx",
        "Content-Type: multipart/signed\n\nx",
        "Content-Type: multipart/signed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b\n\nthree\n--b--\n",
        "Content-Type: application/pkcs7-mime\n\nnonsense",
        "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: uu\n\nnonsense",
        "no headers at all",
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b--\n"
      })
  void nonsenseIsRefusedAndNoMore(String text) throws Exception {
    byte[] raw = text.replace("\n", "\r\n").getBytes(UTF_8);
    As2RefusedException refused =
        catchThrowableOfType(
            As2RefusedException.class,
            () -> {
              MimeEntity entity = MimeEntity.parse(raw);
              As2Reader.read(they(), entity.headers(), entity.body(), MOST, NOW);
            });
    assertThat(refused).isNotNull();
    assertThat(Objects.requireNonNull(refused).detail()).isNotBlank();
  }

  @Test
  void aPreambleAndBlanksAfterABoundaryAreNoContent() throws Exception {
    String text =
        "Preamble\r\n--b  \r\nContent-Type: text/plain\r\n\r\n--bb is no boundary\r\n--b\t\r\n\r\nsecond\r\n--b--";
    List<MimeEntity> parts =
        MimeEntity.of(
                Map.of("Content-Type", "multipart/mixed; boundary=\"b\""), text.getBytes(UTF_8))
            .parts();
    assertThat(parts).hasSize(2);
    assertThat(new String(parts.getFirst().body(), UTF_8)).isEqualTo("--bb is no boundary");
    assertThat(new String(parts.getLast().raw(), UTF_8)).isEqualTo("\r\nsecond");
  }

  private static As2RefusedException refusal(As2Party at, As2Outgoing message, byte[] body) {
    As2RefusedException refused =
        catchThrowableOfType(
            As2RefusedException.class, () -> As2Reader.read(at, lower(message), body, MOST, NOW));
    assertThat(refused).isNotNull();
    return refused;
  }
}
