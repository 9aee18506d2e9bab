package org.partnergateway.adapters.as2;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2RefusedException.Reason;

/** Opens what came: decrypts, verifies, unpacks, in whatever order it was put together. */
public final class As2Reader {
  /** Encrypted, signed and packed, once each. */
  private static final int MOST_LAYERS = 4;

  private static final Set<String> PKCS7 =
      Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
  private static final Set<String> SIGNATURES =
      Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

  private final As2Party party;
  private final Map<String, String> headers;
  private final long most;
  private final Instant now;
  private boolean encrypted;
  private boolean signed;
  private @Nullable String mic;

  private As2Reader(As2Party party, Map<String, String> headers, long most, Instant now) {
    this.party = party;
    this.headers = headers;
    this.most = most;
    this.now = now;
  }

  /**
   * Opens a message or a receipt that comes by itself.
   *
   * @param headers of the HTTP request, by name in lower case
   * @param most what is unpacked may have so many bytes
   * @throws As2RefusedException when it isn't signed by the partner, or a message that isn't
   *     encrypted for us
   */
  public static As2Incoming read(
      As2Party party, Map<String, String> headers, byte[] body, long most, Instant now)
      throws As2RefusedException {
    return new As2Reader(party, headers, most, now).open(MimeEntity.ofHttp(headers, body));
  }

  /**
   * Opens the receipt that is the answer to a message.
   *
   * @param headers of the HTTP answer, by name in lower case
   */
  public static As2Receipt receipt(
      As2Party party, Map<String, String> headers, byte[] body, Instant now)
      throws As2RefusedException {
    if (read(party, headers, body, body.length, now) instanceof As2Incoming.SignedReceipt said) {
      return said.receipt();
    }
    throw new As2RefusedException(Reason.UNEXPECTED, "The answer is no receipt.");
  }

  private As2Incoming open(MimeEntity outermost) throws As2RefusedException {
    MimeEntity entity = outermost;
    for (int layer = 0; layer <= MOST_LAYERS; layer++) {
      String type = entity.type().value();
      if (PKCS7.contains(type)) {
        entity = MimeEntity.parse(opened(entity.content()));
      } else if (type.equals("multipart/signed")) {
        entity = verified(entity);
      } else if (type.equals("multipart/report")) {
        return receipt(entity);
      } else {
        return payload(entity);
      }
    }
    throw new As2RefusedException(Reason.UNEXPECTED, "It is wrapped too often.");
  }

  private byte[] opened(byte[] structure) throws As2RefusedException {
    return switch (Cms.kind(structure)) {
      case ENCRYPTED -> {
        byte[] content = Cms.decrypt(structure, party.ours());
        encrypted = true;
        yield content;
      }
      case COMPRESSED -> Cms.expand(structure, most);
      case OTHER ->
          throw new As2RefusedException(
              Reason.UNEXPECTED, "It is neither encrypted nor packed nor multipart/signed.");
    };
  }

  private MimeEntity verified(MimeEntity entity) throws As2RefusedException {
    List<MimeEntity> parts = entity.parts();
    if (parts.size() != 2 || !SIGNATURES.contains(parts.getLast().type().value())) {
      throw new As2RefusedException(
          Reason.AUTHENTICATION_FAILED, "It has no signature beside its content.");
    }
    MimeEntity content = parts.getFirst();
    Cms.verify(content.raw(), parts.getLast().content(), party.theirs(), now);
    // What is signed outermost is what the receipt is about.
    if (!signed) {
      mic = digest(entity).mic(content.raw());
    }
    signed = true;
    return content;
  }

  /** The one that the sender wants to read in the receipt, else that of the signature. */
  private As2Digest digest(MimeEntity entity) throws As2RefusedException {
    String options = headers.getOrDefault("disposition-notification-options", "");
    for (String option : options.split(";")) {
      String[] pair = option.split("=", 2);
      if (pair.length == 2
          && pair[0].strip().toLowerCase(Locale.ROOT).equals("signed-receipt-micalg")) {
        for (String word : pair[1].split(",")) {
          if (As2Digest.of(word).isPresent()) {
            return As2Digest.of(word).get();
          }
        }
      }
    }
    return As2Digest.of(entity.type().parameters().getOrDefault("micalg", party.digest()))
        .orElse(party.digestOf());
  }

  private As2Incoming receipt(MimeEntity report) throws As2RefusedException {
    As2Receipt receipt = As2Receipt.of(report);
    if (!signed) {
      throw new As2RefusedException(
          Reason.AUTHENTICATION_FAILED,
          "The receipt is not signed, so that anybody could have said it: %s. %s"
              .formatted(receipt.disposition(), receipt.text()));
    }
    return new As2Incoming.SignedReceipt(receipt);
  }

  private As2Incoming payload(MimeEntity entity) throws As2RefusedException {
    if (!encrypted || !signed || mic == null) {
      throw new As2RefusedException(
          Reason.INSUFFICIENT_SECURITY,
          "It is not %s; messages are to be signed and encrypted."
              .formatted(encrypted ? "signed" : "encrypted"));
    }
    String name = entity.field("content-disposition", "attachment").parameters().get("filename");
    return new As2Incoming.Payload(name, entity.type().value(), entity.content(), mic);
  }
}
