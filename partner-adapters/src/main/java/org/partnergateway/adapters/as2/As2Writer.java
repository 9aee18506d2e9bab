package org.partnergateway.adapters.as2;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts messages and receipts together. */
public final class As2Writer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LINE = 76;
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String ENCODING = "Content-Transfer-Encoding";
  private static final String DISPOSITION = "Content-Disposition";

  private As2Writer() {}

  /**
   * A message: packed where that is agreed on, signed, encrypted.
   *
   * @param messageId the same whenever it is sent
   * @param now decides for which of the partner's certificates
   * @return empty when none of the partner's certificates is valid now
   */
  public static Optional<As2Outgoing> message(
      As2Party party,
      String messageId,
      String name,
      String mediaType,
      byte[] content,
      Instant now) {
    Optional<X509Certificate> recipient = party.recipient(now);
    if (recipient.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> head = new LinkedHashMap<>();
    head.put(CONTENT_TYPE, mediaType);
    head.put(ENCODING, "binary");
    head.put(DISPOSITION, "attachment; filename=\"" + name + "\"");
    MimeEntity entity = MimeEntity.of(head, content);
    List<String> mics = new ArrayList<>();
    mics.add(party.digestOf().mic(entity.raw()));
    if (party.compression()) {
      entity = pkcs7("compressed-data", "smime.p7z", Cms.compress(entity.raw()));
      mics.addFirst(party.digestOf().mic(entity.raw()));
    }
    byte[] encrypted =
        Cms.encrypt(signed(party, entity).raw(), recipient.get(), party.encryption());

    Map<String, String> headers = http(party, messageId, now);
    headers.put("Subject", name);
    headers.put("Disposition-Notification-To", party.ourId());
    headers.put(
        "Disposition-Notification-Options",
        "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, "
            + party.digestOf().word());
    if (party.receiptUrl() != null) {
      headers.put("Receipt-Delivery-Option", party.receiptUrl());
    }
    boolean authenticated = party.encryption().endsWith("-gcm");
    headers.put(
        CONTENT_TYPE,
        "application/pkcs7-mime; smime-type=%s; name=\"smime.p7m\""
            .formatted(authenticated ? "authEnveloped-data" : "enveloped-data"));
    headers.put(ENCODING, "binary");
    headers.put(DISPOSITION, "attachment; filename=\"smime.p7m\"");
    return Optional.of(new As2Outgoing(headers, encrypted, mics));
  }

  private static MimeEntity pkcs7(String smimeType, String name, byte[] structure) {
    Map<String, String> head = new LinkedHashMap<>();
    head.put(
        CONTENT_TYPE,
        "application/pkcs7-mime; smime-type=%s; name=\"%s\"".formatted(smimeType, name));
    head.put(ENCODING, "binary");
    head.put(DISPOSITION, "attachment; filename=\"" + name + "\"");
    return MimeEntity.of(head, structure);
  }

  private static MimeEntity signed(As2Party party, MimeEntity entity) {
    byte[] signature = Cms.sign(entity.raw(), party.ours().getFirst(), party.digestOf());
    Map<String, String> head = new LinkedHashMap<>();
    head.put(CONTENT_TYPE, "application/pkcs7-signature; name=\"smime.p7s\"");
    head.put(ENCODING, "base64");
    head.put(DISPOSITION, "attachment; filename=\"smime.p7s\"");
    byte[] text = Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'}).encode(signature);
    return multipart(
        "signed; protocol=\"application/pkcs7-signature\"; micalg=" + party.digestOf().word(),
        entity,
        MimeEntity.of(head, text));
  }

  private static MimeEntity multipart(String type, MimeEntity... parts) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String boundary = "----=_" + HexFormat.of().formatHex(random);
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    for (MimeEntity part : parts) {
      body.writeBytes(("--" + boundary + "\r\n").getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(part.raw());
      body.writeBytes(new byte[] {'\r', '\n'});
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return MimeEntity.of(
        Map.of(CONTENT_TYPE, "multipart/" + type + "; boundary=\"" + boundary + "\""),
        body.toByteArray());
  }

  /**
   * A receipt.
   *
   * @param messageId the receipt's own
   * @param modifier what follows {@code processed}, such as {@code error: decryption-failed}; null
   *     when all is well
   * @param mic of what came; null when it is not known
   * @param text for people
   * @param signed whether it is signed
   */
  public static As2Outgoing receipt(
      As2Party party,
      String messageId,
      String originalMessageId,
      @Nullable String modifier,
      @Nullable String mic,
      String text,
      boolean signed,
      Instant now) {
    String fields =
        "Reporting-UA: Partner-Gateway\r\nOriginal-Recipient: rfc822; %s\r\nFinal-Recipient: rfc822; %s\r\nOriginal-Message-ID: %s\r\nDisposition: automatic-action/MDN-sent-automatically; processed%s\r\n%s"
            .formatted(
                party.ourId(),
                party.ourId(),
                originalMessageId,
                modifier == null ? "" : "/" + modifier,
                mic == null ? "" : "Received-Content-MIC: " + mic + "\r\n");
    MimeEntity report =
        multipart(
            "report; report-type=disposition-notification",
            part("text/plain; charset=utf-8", text + "\r\n"),
            part("message/disposition-notification", fields));
    MimeEntity entity = signed ? signed(party, report) : report;
    Map<String, String> headers = http(party, messageId, now);
    headers.put(CONTENT_TYPE, String.valueOf(entity.header("content-type")));
    return new As2Outgoing(headers, entity.body(), List.of());
  }

  private static MimeEntity part(String type, String text) {
    Map<String, String> head = new LinkedHashMap<>();
    head.put(CONTENT_TYPE, type);
    head.put(ENCODING, "8bit");
    return MimeEntity.of(head, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> http(As2Party party, String messageId, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MIME-Version", "1.0");
    headers.put("AS2-Version", "1.1");
    headers.put("AS2-From", quoted(party.ourId()));
    headers.put("AS2-To", quoted(party.theirId()));
    headers.put("Message-ID", messageId);
    headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    return headers;
  }

  private static String quoted(String id) {
    return id.indexOf(' ') < 0 ? id : "\"" + id + "\"";
  }
}
