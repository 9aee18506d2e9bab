package org.partnergateway.tests.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.files.As2LibPartner.Sent;
import org.partnergateway.tests.files.As2LibPartner.Way;
import org.partnergateway.tests.files.As2Middle.Passed;

/** Files by AS2, against as2-lib as the partner at both ends. */
class As2Test {
  private static final String OWL =
      """
      id: owl
      name: Owl Mail
      kind: marketplace
      credentials: [as2_key, as2_previous_key]
      settings:
        url: {description: Where its AS2 is.}
        receipts: {description: Where it reaches ours.}
        certificates: {description: Its certificates.}
      policy:
        breaker: {in_a_row: 100}
        durable_retry: {after: [1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s]}
      channels:
        edi:
          as2: &as2
            url: {setting: url}
            our_id: MERCHANT
            their_id: OWL
            our_key: as2_key
            our_previous_key: as2_previous_key
            their_certificates: [{setting: certificates}]
          files: [{handler: notes}]
        later:
          as2:
            url: {setting: url}
            our_id: MERCHANT2
            their_id: OWL
            our_key: as2_key
            their_certificates: [{setting: certificates}]
            receipt: async
            receipt_url: {setting: receipts}
            receipt_within: 2s
        packed:
          as2:
            url: {setting: url}
            our_id: MERCHANT3
            their_id: OWL
            our_key: as2_key
            their_certificates: [{setting: certificates}]
            compression: true
            encryption: aes128-cbc
            digest: sha-512
      """
          .replace("&as2", "")
          .replace(
              "credentials: [as2_key, as2_previous_key]",
              "credentials: [as2_key]\noptional_credentials: [as2_previous_key]");

  private static final As2Identity OURS = As2Identity.of("merchant");
  private static final As2Identity OURS_BEFORE = As2Identity.of("merchant-before");
  private static final As2Identity THEIRS = As2Identity.of("owl");
  private static final As2Identity THEIR_NEXT = As2Identity.of("owl-next");
  private static final As2Identity STRANGER = As2Identity.of("owl");
  private static final As2Identity THEIR_LAST =
      As2Identity.of(
          "owl-last",
          Instant.now().minus(Duration.ofDays(400)),
          Instant.now().minus(Duration.ofDays(35)));

  private static @TempDir Path directory;
  private static As2Middle there;
  private static As2Middle back;
  private static As2LibPartner owl;
  private static FilesGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    there = new As2Middle();
    back = new As2Middle();
    owl = new As2LibPartner(THEIRS, OURS);
    there.leadTo(owl.url());
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.partners.owl.credentials.as2_key", OURS.keyPem());
    settings.put("gateway.partners.owl.credentials.as2_previous_key", OURS_BEFORE.keyPem());
    settings.put("gateway.partners.owl.settings.url", there.url());
    settings.put("gateway.partners.owl.settings.receipts", back.url());
    settings.put(
        "gateway.partners.owl.settings.certificates",
        THEIR_LAST.certificatePem() + THEIRS.certificatePem() + THEIR_NEXT.certificatePem());
    gateway = FilesGateway.start(directory, OWL, settings);
    back.leadTo(URI.create("http://127.0.0.1:" + gateway.port() + "/partners/owl/as2"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    owl.close();
    there.close();
    back.close();
  }

  @AfterEach
  void mend() {
    there.answers(answer -> answer);
    back.answers(answer -> answer);
    there.receiptStatus(200);
  }

  @Test
  void sendsSignedAndEncryptedAndBelievesTheSignedReceipt() {
    String id = gateway.queue("edi", "order.edi", "ISA*00*…~".getBytes(UTF_8));
    awaitStatus(id, "carried");

    assertThat(owl.received("order.edi")).hasSize(1);
    assertThat(owl.received("order.edi").getFirst().content())
        .isEqualTo("ISA*00*…~".getBytes(UTF_8));
    assertThat(there.requests(id)).hasSize(1);
    assertThat(there.requests(id).getFirst().text()).doesNotContain("ISA*00");
  }

  @Test
  void sendsPackedWithOtherAlgorithms() {
    byte[] content = "line\n".repeat(20_000).getBytes(UTF_8);
    String id = gateway.queue("packed", "packed.edi", content);
    awaitStatus(id, "carried");

    assertThat(owl.received("packed.edi")).hasSize(1);
    assertThat(owl.received("packed.edi").getFirst().content()).isEqualTo(content);
    assertThat(there.requests(id).getFirst().body().length).isLessThan(10_000);
  }

  @Test
  void waitsForAReceiptThatComesLater() {
    String id = gateway.queue("later", "later.edi", "later".getBytes(UTF_8));
    awaitStatus(id, "carried");

    assertThat(owl.received("later.edi")).hasSize(1);
    assertThat(back.requests())
        .anyMatch(one -> one.headers().get("content-type").contains("multipart/signed"));
  }

  @Test
  void sendsAgainUnderTheSameIdUntilALaterReceiptCanBeBelieved() {
    // The first receipt is changed on its way, and our answer tells the partner so.
    URI real = URI.create("http://127.0.0.1:" + gateway.port() + "/partners/owl/as2");
    As2Middle tampering = new As2Middle();
    try (tampering) {
      back.leadTo(URI.create(tampering.url().replace("/as2", "/receipts")));
      String id = gateway.queue("later", "again.edi", "again".getBytes(UTF_8));
      Await.until("its receipt came", () -> !tampering.receipts().isEmpty());
      Passed receipt = tampering.receipts().getFirst();
      assertThat(
              send(
                      real,
                      receipt.withText(
                          receipt.text().replace("Original-Recipient: ", "Original-Recipient:  ")))
                  .status())
          .isEqualTo(401);
      assertThat(status(id)).isEqualTo("waiting");

      back.leadTo(real);
      awaitStatus(id, "carried");
      assertThat(there.requests(id)).as("sent again").hasSizeGreaterThanOrEqualTo(2);
      assertThat(there.requests(id).stream().map(one -> one.headers().get("message-id")).distinct())
          .hasSize(1);
    } finally {
      back.leadTo(real);
    }
  }

  @Test
  void believesNoReceiptThatWasChanged() {
    there.answers(answer -> answer.withText(answer.text().replace("processed", "processed ")));
    String id = gateway.queue("edi", "changed.edi", "changed".getBytes(UTF_8));
    Await.until("it was tried twice", () -> there.requests(id).size() >= 2);
    assertThat(status(id)).isEqualTo("waiting");
    assertThat(reason(id)).contains("no receipt that can be believed").contains("signature");

    there.answers(answer -> answer);
    awaitStatus(id, "carried");
    assertThat(there.requests(id).stream().map(one -> one.headers().get("message-id")).distinct())
        .hasSize(1);
  }

  @Test
  void believesNoReceiptOfSomebodyElse() {
    there.answers(answer -> forged(answer, text -> text, STRANGER));
    String id = gateway.queue("edi", "stranger.edi", "stranger".getBytes(UTF_8));
    Await.until("it was tried", () -> reason(id).contains("none of the partner's"));
    assertThat(status(id)).isEqualTo("waiting");
  }

  @Test
  void believesNoReceiptForAnotherMessage() {
    there.answers(
        answer ->
            forged(
                answer,
                text ->
                    text.replaceAll("Original-Message-ID: .*", "Original-Message-ID: <other@x>"),
                THEIRS));
    String id = gateway.queue("edi", "other.edi", "other".getBytes(UTF_8));
    Await.until("it was tried", () -> reason(id).contains("for another message"));
    assertThat(status(id)).isEqualTo("waiting");
  }

  @Test
  void isToldWhenOtherContentArrived() {
    there.answers(
        answer ->
            forged(
                answer,
                text ->
                    text.replaceAll(
                        "Received-Content-MIC: *[^,]*",
                        "Received-Content-MIC: " + "A".repeat(43) + "="),
                THEIRS));
    String id = gateway.queue("edi", "mic.edi", "mic".getBytes(UTF_8));
    awaitStatus(id, "failed");

    assertThat(reason(id)).contains("has received other content");
    assertThat(there.requests(id)).hasSize(1);
  }

  @Test
  void isToldWhenThePartnerFailed() {
    there.answers(
        answer ->
            forged(
                answer,
                text ->
                    text.replaceAll(
                        "(?i)(MDN-sent-automatically; *)processed",
                        "$1processed/error: decryption-failed"),
                THEIRS));
    String id = gateway.queue("edi", "failed.edi", "failed".getBytes(UTF_8));
    awaitStatus(id, "failed");
    assertThat(reason(id)).contains("processed/error: decryption-failed");
  }

  @Test
  void takesWhatIsSignedAndEncryptedAndReceiptsIt() throws Exception {
    Sent sent = send("in.edi", "in", new Way());

    assertThat(sent.disposition()).endsWith("processed");
    assertThat(sent.matched()).as("as2-lib has found its digest in the receipt").hasSize(1);
    assertThat(sent.mismatched()).isEmpty();
    assertThat(sent.answer().getMDNVerificationCertificate()).isEqualTo(OURS.certificate());
    assertThat(gateway.taken("in.edi")).containsExactly("in");
  }

  @Test
  void takesWhatIsPacked() throws Exception {
    Way way = new Way();
    way.packed = true;
    Sent sent = send("in-packed.edi", "packed ".repeat(5_000), way);

    assertThat(sent.disposition()).endsWith("processed");
    assertThat(sent.matched()).hasSize(1);
    assertThat(gateway.taken("in-packed.edi")).containsExactly("packed ".repeat(5_000));
  }

  @Test
  void takesWhatIsSignedByTheNextCertificateAndEncryptedForOurLast() throws Exception {
    Way way = new Way();
    way.signsAs = THEIR_NEXT;
    way.encryptsFor = OURS_BEFORE;
    send("rolled.edi", "rolled", way);
    assertThat(gateway.taken("rolled.edi")).containsExactly("rolled");
  }

  @Test
  void refusesASignatureOfSomebodyElse() throws Exception {
    Way way = new Way();
    way.signsAs = STRANGER;
    assertRefused("strange.edi", way, "authentication-failed");
  }

  @Test
  void refusesACertificateThatHasExpired() throws Exception {
    Way way = new Way();
    way.signsAs = THEIR_LAST;
    // as2-lib would not sign with it either.
    Sent sent = send("expired.edi", "expired", way);
    assertThat(gateway.taken("expired.edi")).isEmpty();
    assertThat(sent.answer().hasException() || sent.disposition().contains("authentication-failed"))
        .isTrue();
  }

  @Test
  void refusesWhatIsEncryptedForSomebodyElse() throws Exception {
    Way way = new Way();
    way.encryptsFor = STRANGER;
    assertRefused("not-ours.edi", way, "decryption-failed");
  }

  @Test
  void refusesWhatIsNotEncryptedOrNotSigned() throws Exception {
    Way open = new Way();
    open.encrypted = false;
    assertRefused("open.edi", open, "insufficient-message-security");
    Way unsigned = new Way();
    unsigned.signed = false;
    assertRefused("unsigned.edi", unsigned, "insufficient-message-security");
    Way weak = new Way();
    weak.cipher = com.helger.as2lib.crypto.ECryptoAlgorithmCrypt.CRYPT_3DES;
    assertRefused("weak.edi", weak, "insufficient-message-security");
  }

  @Test
  void saysWhyAFileIsRefusedAndKeepsIt() throws Exception {
    Sent sent = send("nonsense.edi", "nonsense", new Way());

    assertThat(sent.disposition()).contains("unexpected-processing-error");
    assertThat(sent.answer().getMDNText()).contains("It is nonsense.");
    assertThat(gateway.ask("select status from partner_file where name = 'nonsense.edi'"))
        .containsExactly("refused");
  }

  @Test
  void takesAMessageOnceAndGivesTheSameReceiptAgain() throws Exception {
    send("twice.edi", "twice", new Way());
    Passed first = last(back);
    URI gatewayUrl = URI.create("http://127.0.0.1:" + gateway.port() + "/partners/owl/as2");
    Passed second = As2Middle.send(gatewayUrl, first);
    Passed third = As2Middle.send(gatewayUrl, first);

    assertThat(second.status()).isEqualTo(200);
    assertThat(third.body()).isEqualTo(second.body());
    assertThat(SignedReports.verified(third, OURS))
        .contains("Original-Message-ID: " + first.headers().get("message-id"))
        .contains("; processed\r\n");
    assertThat(gateway.taken("twice.edi")).containsExactly("twice");
  }

  @Test
  void sendsReceiptsLaterUntilTheyAreTaken() throws Exception {
    Way way = new Way();
    way.later = there.url().replace("/as2", "/receipts");
    there.receiptStatus(503);
    int before = there.receipts().size();
    send("receipt-later.edi", "receipt", way);
    Await.until("it was tried", () -> there.receipts().size() > before);
    there.receiptStatus(200);
    Await.until(
        "it was taken",
        () ->
            gateway
                    .ask(
                        "select file_id from partner_file_receipt r join partner_file f on f.id = r.file_id where f.name = 'receipt-later.edi' and r.next_attempt_at is null and r.reason is null")
                    .size()
                == 1);

    List<Passed> receipts = there.receipts();
    assertThat(receipts.size() - before).isGreaterThanOrEqualTo(2);
    assertThat(SignedReports.verified(receipts.getLast(), OURS)).contains("; processed\r\n");
    assertThat(gateway.taken("receipt-later.edi")).containsExactly("receipt");
  }

  @Test
  void sendsNoReceiptToAnotherHost() throws Exception {
    try (As2Middle elsewhere = new As2Middle()) {
      Way way = new Way();
      way.later = elsewhere.url().replace("/as2", "/receipts");
      Sent sent = send("elsewhere.edi", "elsewhere", way);

      assertThat(sent.answer().hasException()).isTrue();
      assertThat(elsewhere.receipts()).isEmpty();
      assertThat(gateway.taken("elsewhere.edi")).isEmpty();
    }
  }

  @Test
  void knowsNobodyElse() throws Exception {
    send("known.edi", "known", new Way());
    Passed message = last(back);
    Map<String, String> headers = new TreeMap<>(message.headers());
    headers.put("as2-from", "RAVEN");
    Passed answer =
        send(
            URI.create("http://127.0.0.1:" + gateway.port() + "/partners/owl/as2"),
            new Passed(0, headers, message.body()));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).contains("no pair that is agreed on");
  }

  private static void assertRefused(String name, Way way, String modifier) throws Exception {
    Sent sent = send(name, name, way);
    assertThat(sent.disposition()).as(String.valueOf(sent.answer())).contains("error: " + modifier);
    assertThat(gateway.taken(name)).isEmpty();
    assertThat(gateway.ask("select id from partner_file where name = ?", name)).isEmpty();
  }

  private static Sent send(String name, String content, Way way) throws Exception {
    return owl.send(back.url(), name, content.getBytes(UTF_8), way);
  }

  private static Passed send(URI url, Passed message) {
    try {
      return As2Middle.send(url, message);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Passed last(As2Middle middle) {
    return middle.requests().getLast();
  }

  private static Passed forged(
      Passed answer, java.util.function.UnaryOperator<String> change, As2Identity by) {
    try {
      return SignedReports.forged(answer, change, by);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitStatus(String id, String status) {
    Await.until("it is " + status, () -> status(id).equals(status));
  }

  private static String status(String id) {
    return gateway.ask("select status from partner_file where id = ?", id).getFirst();
  }

  private static String reason(String id) {
    return gateway.ask("select coalesce(reason, '') from partner_file where id = ?", id).getFirst();
  }
}
