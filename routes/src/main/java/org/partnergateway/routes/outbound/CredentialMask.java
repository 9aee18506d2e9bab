package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.operations.SentRequest;

/**
 * Keeps credentials that a mapping puts into a message out of what is stored: each value stands
 * there as its name.
 */
public final class CredentialMask {
  private static final String MARK = "{{credential:%s}}";

  private final Map<String, String> marks = new HashMap<>();

  private CredentialMask() {}

  /** For the credentials that the operation's mapping is given. */
  public static CredentialMask of(PartnerOperation operation) {
    CredentialMask mask = new CredentialMask();
    for (Map.Entry<String, JsonNode> credential : operation.credentials().properties()) {
      mask.marks.put(credential.getValue().asText(), MARK.formatted(credential.getKey()));
    }
    return mask;
  }

  /**
   * The request as it may be kept.
   *
   * @return null when a credential stands in it in some other writing, so that it can't be hidden
   */
  public @Nullable SentRequest hide(SentRequest request) {
    if (marks.isEmpty()) {
      return request;
    }
    SentRequest hidden = changed(request, this::hide);
    // Only what comes back byte for byte, and shows that the credential was found, is kept.
    String all = hidden.target() + hidden.headers() + text(hidden.body());
    boolean found = marks.values().stream().allMatch(all::contains);
    return found && same(request, show(hidden)) ? hidden : null;
  }

  /** The request as it travels. */
  public SentRequest show(SentRequest request) {
    return marks.isEmpty() ? request : changed(request, this::show);
  }

  private static SentRequest changed(SentRequest request, UnaryOperator<String> change) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, change.apply(value)));
    return new SentRequest(
        request.method(),
        change.apply(request.target()),
        headers,
        request.mediaType(),
        bytes(change.apply(text(request.body()))));
  }

  private String hide(String text) {
    String hidden = text;
    for (Map.Entry<String, String> mark : marks.entrySet()) {
      hidden = hidden.replace(mark.getKey(), mark.getValue());
    }
    return hidden;
  }

  private String show(String text) {
    String shown = text;
    for (Map.Entry<String, String> mark : marks.entrySet()) {
      shown = shown.replace(mark.getValue(), mark.getKey());
    }
    return shown;
  }

  private static boolean same(SentRequest one, SentRequest other) {
    return one.target().equals(other.target())
        && one.headers().equals(other.headers())
        && Arrays.equals(one.body(), other.body());
  }

  // Every byte is a character of this one, and comes back as it was.
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
