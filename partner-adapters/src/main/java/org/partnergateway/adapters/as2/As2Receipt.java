package org.partnergateway.adapters.as2;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2RefusedException.Reason;

/**
 * What a partner says became of a message. Whether it is the partner who says so is {@link
 * As2Reader}'s to know.
 *
 * @param originalMessageId of the message
 * @param disposition such as {@code processed/error: decryption-failed}, in lower case
 * @param mic what was received, with its algorithm; null when it doesn't say
 * @param text for people
 */
public record As2Receipt(
    String originalMessageId, String disposition, @Nullable String mic, String text) {
  private static final int LONGEST_TEXT = 500;

  static As2Receipt of(MimeEntity report) throws As2RefusedException {
    String text = "";
    for (MimeEntity part : report.parts()) {
      String type = part.type().value();
      if (type.equals("message/disposition-notification")) {
        return of(part.content(), text);
      }
      if (type.equals("text/plain") && text.isEmpty()) {
        String said = new String(part.content(), StandardCharsets.UTF_8).strip();
        text = said.length() > LONGEST_TEXT ? said.substring(0, LONGEST_TEXT) : said;
      }
    }
    throw new As2RefusedException(Reason.UNEXPECTED, "The receipt says nothing of a message.");
  }

  private static As2Receipt of(byte[] fields, String text) throws As2RefusedException {
    Map<String, String> values = new LinkedHashMap<>();
    String unfolded = new String(fields, StandardCharsets.UTF_8).replaceAll("\r?\n[ \t]+", " ");
    for (String line : unfolded.split("\r?\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    String id = values.get("original-message-id");
    String disposition = values.get("disposition");
    if (id == null || disposition == null || disposition.indexOf(';') < 0) {
      throw new As2RefusedException(Reason.UNEXPECTED, "The receipt says nothing of a message.");
    }
    return new As2Receipt(
        id,
        disposition
            .substring(disposition.indexOf(';') + 1)
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll(" */ *", "/"),
        values.get("received-content-mic"),
        text);
  }

  /** Whether the message was processed, be it with a warning. */
  public boolean isProcessed() {
    return disposition.equals("processed") || disposition.startsWith("processed/warning");
  }

  /** Whether what arrived is what was sent. */
  public boolean confirms(List<String> sentMics) {
    return mic != null && sentMics.stream().anyMatch(sent -> isSame(parts(mic), parts(sent)));
  }

  private static boolean isSame(List<String> said, List<String> sent) {
    return said.getFirst().equals(sent.getFirst())
        && As2Digest.of(said.getLast()).equals(As2Digest.of(sent.getLast()));
  }

  private static List<String> parts(String mic) {
    int comma = mic.indexOf(',');
    return comma < 0
        ? List.of(mic.strip(), "")
        : List.of(mic.substring(0, comma).strip(), mic.substring(comma + 1).strip());
  }
}
